-- What else is done to a queue. Follows queue-options.lua and queue-aside.lua.
--
-- ARGV[6...] the operations, each with the number of its items and the items:
--   close   answers 1 if it was open
--   pause   answers 1 if it was neither paused nor closed
--   resume  answers 1 if it was paused
--   clear   drops all that is queued and delayed; answers how many
--   back    puts taken items back to where they were; answers how many
--   drop    drops those items that are still queued; answers how many
--   dead    keeps taken items that could not be read; answers how many
--   delayed takes delayed items, some at a time, first one first; answers how many, and with them
-- Returns 'OK', flags, and the answers.

-- After how many bytes no more delayed items are taken.
local MAX_BYTES = 1048576

-- Without memory left Redis allows changes that need some only after one that needs none.
redis.call('HDEL', KEYS[1], '')

local function delayedCount()
  return redis.call('ZCARD', KEYS[10])
end

-- Adds a letter to the state of the queue, or removes it.
local function mark(letter, isSet)
  state = string.gsub(state, letter, '') .. (isSet and letter or '')
  redis.call('HSET', KEYS[1], 'a', state)
end

local operations = {}

function operations.close()
  if closed then
    return 0
  end
  mark('x', true)
  mark('p', false)
  closed = true
  paused = false
  if extras then
    extras.admit()
  end
  wakeAll(KEYS[4], 'closed')
  wakeAll(KEYS[5], 'closed')
  wakeAll(KEYS[12], 'closed')
  return 1
end

function operations.pause()
  if closed or paused then
    return 0
  end
  mark('p', true)
  paused = true
  return 1
end

function operations.resume()
  if not paused then
    return 0
  end
  mark('p', false)
  paused = false
  wake('item')
  return 1
end

-- Some may wait for nothing but what was delayed or on lease.
local function wakeIfFinished()
  if closed and length == 0 and delayedCount() == 0 then
    wakeAll(KEYS[4], 'closed')
  end
end

function operations.clear()
  local queued = length
  local delayed = delayedCount()
  redis.call('DEL', KEYS[3], KEYS[9], KEYS[10], KEYS[11])
  length = 0
  wake('room')
  if delayed > 0 then
    wakeAll(KEYS[12], 'room')
  end
  wakeIfFinished()
  return queued + delayed
end

function operations.back(items)
  for i = #items, 1, -1 do
    putBack(items[i])
  end
  wake('item')
  return #items
end

local function dropPrioritized(item)
  for _, numbered in ipairs(redis.call('ZRANGE', KEYS[9], '0', '-1')) do
    if string.sub(numbered, 17) == item then
      return redis.call('ZREM', KEYS[9], numbered)
    end
  end
  return 0
end

function operations.drop(items)
  local dropped = 0
  for _, item in ipairs(items) do
    local found = redis.call('LREM', KEYS[3], 1, item)
    if extras and found == 0 then
      found = dropPrioritized(item)
    end
    if extras and found > 0 then
      extras.leave(item)
    end
    length = length - found
    dropped = dropped + found
  end
  if extras then
    extras.admit()
  end
  wake('room')
  wake('item')
  wakeIfFinished()
  return dropped
end

function operations.delayed()
  local items = {}
  local bytes = 0
  while extras and bytes < MAX_BYTES do
    local numbered = redis.call('ZRANGE', KEYS[10], 0, 0)[1]
    if not numbered then
      break
    end
    local item = string.sub(numbered, 17)
    redis.call('ZREM', KEYS[10], numbered)
    if extras.leave(item) then
      items[#items + 1] = item
      bytes = bytes + #item
    else
      -- It was due and has waited for room for too long.
      redis.call('HINCRBY', KEYS[1], 'n', 1)
      redis.call('HINCRBY', KEYS[1], 'e', 1)
    end
  end
  if extras then
    wakeAll(KEYS[12], 'room')
    wakeIfFinished()
  end
  return #items, items
end

function operations.dead(items)
  keepAside(unpack(items))
  return #items
end

local reply = { 'OK', '' }
local at = 6
while ARGV[at] do
  local items = {}
  local count = tonumber(ARGV[at + 1])
  for i = 1, count do
    items[i] = ARGV[at + 1 + i]
  end
  local answer, taken = operations[ARGV[at]](items)
  reply[#reply + 1] = answer
  for _, item in ipairs(taken or {}) do
    reply[#reply + 1] = item
  end
  at = at + 2 + count
end
reply[2] = flags
keep(cmsgpack.pack(reply))
return reply
