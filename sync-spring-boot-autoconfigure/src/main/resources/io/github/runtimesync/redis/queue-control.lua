-- What else is done to a queue. Follows queue.lua.
--
-- ARGV[7...] the operations, each with the number of its items and the items:
--   close   answers 1 if it was open
--   pause   answers 1 if it was neither paused nor closed
--   resume  answers 1 if it was paused
--   clear   drops all that is queued; answers how many
--   back    puts taken items back to where they were; answers how many
--   drop    drops those items that are still queued; answers how many
--   dead    keeps taken items that could not be read; answers how many
-- Returns 'OK', flags, and the answers.

-- How many items that could not be read are kept, the latest ones.
local DEAD = 1000

-- A first change that needs no memory: Redis lets the others pass then even if it has none left, and they need little.
redis.call('HDEL', KEYS[1], '')

local operations = {}

function operations.close()
  if closed then
    return 0
  end
  closed = redis.call('HSET', KEYS[1], 'x', 1)
  redis.call('HDEL', KEYS[1], 'p')
  paused = false
  wakeAll(KEYS[4], 'closed')
  wakeAll(KEYS[5], 'closed')
  return 1
end

function operations.pause()
  if closed or paused then
    return 0
  end
  paused = redis.call('HSET', KEYS[1], 'p', 1)
  return 1
end

function operations.resume()
  if not paused then
    return 0
  end
  redis.call('HDEL', KEYS[1], 'p')
  paused = false
  wakeForItems()
  return 1
end

function operations.clear()
  local size = redis.call('LLEN', KEYS[3])
  redis.call('DEL', KEYS[3])
  redis.call('HINCRBY', KEYS[1], 'k', size)
  wakeForRoom()
  return size
end

function operations.back(items)
  for i = #items, 1, -1 do
    redis.call('LPUSH', KEYS[3], items[i])
  end
  redis.call('HINCRBY', KEYS[1], 'k', -#items)
  wakeForItems()
  return #items
end

function operations.drop(items)
  local dropped = 0
  for _, item in ipairs(items) do
    dropped = dropped + redis.call('LREM', KEYS[3], 1, item)
  end
  redis.call('HINCRBY', KEYS[1], 'k', dropped)
  wakeForRoom()
  return dropped
end

function operations.dead(items)
  redis.call('RPUSH', KEYS[6], unpack(items))
  redis.call('LTRIM', KEYS[6], -DEAD, -1)
  return #items
end

local reply = { 'OK', '' }
local at = 7
while ARGV[at] do
  local items = {}
  local count = tonumber(ARGV[at + 1])
  for i = 1, count do
    items[i] = ARGV[at + 1 + i]
  end
  reply[#reply + 1] = operations[ARGV[at]](items)
  at = at + 2 + count
end
reply[2] = flags
return keep(reply)
