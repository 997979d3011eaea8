-- What the scripts of a queue have in common. Follows exactly-once.lua.
--
-- KEYS[3] the items, oldest first: a list
-- KEYS[4] the JVMs that wait for an item: channels by the time of their last look
-- KEYS[5] the JVMs that wait for room, likewise
-- KEYS[6] items that could not be read: a list
-- KEYS[7] when the leases on items run out: a sorted set of their tokens
-- KEYS[8] what is on lease: a hash by token of how often it was delivered, a space, and the item
-- ARGV[3] the channel of the sending JVM
-- ARGV[4] for how many milliseconds after its last look a JVM counts as waiting
-- ARGV[5] 1 if PUBLISH tells whether a message has reached anybody, 0 in a cluster

local refused = refusal()
if refused then
  return refused
end

local fields = redis.call('HMGET', KEYS[1], 's', 'x', 'p')
local bound = tonumber(fields[1])
local closed = fields[2]
local paused = fields[3]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

-- What the sender has to do after this script, one letter each:
--   c  nothing is to be expected of this queue any more: it is closed, and for takers also empty
--   w  it is noted down as waiting
--   m  there may be more, which did not fit into this reply
--   i  it has been chosen to look for an item
--   r  it has been chosen to look for room
local flags = ''

-- Chooses one of those who wait, and tells it to look. Whoever cannot be reached is passed over.
local function wake(waiting, what)
  while true do
    local first = redis.call('ZPOPMIN', waiting)
    if not first[1] then
      return
    end
    if first[1] == ARGV[3] then
      flags = flags .. string.sub(what, 1, 1)
      return
    end
    if now - first[2] <= tonumber(ARGV[4]) then
      local receivers = redis.call('PUBLISH', first[1], what .. ' ' .. KEYS[1])
      if receivers > 0 or ARGV[5] == '0' then
        return
      end
    end
  end
end

-- Tells all of those who wait to look.
local function wakeAll(waiting, what)
  for _, channel in ipairs(redis.call('ZRANGE', waiting, 0, -1)) do
    redis.call('PUBLISH', channel, what .. ' ' .. KEYS[1])
  end
  redis.call('DEL', waiting)
end

-- Notes down that the sender waits. If there is no memory left for that, it looks again by itself.
local function await(waiting)
  redis.pcall('ZADD', waiting, string.format('%.0f', now), ARGV[3])
  flags = flags .. 'w'
end

-- Whoever makes room or brings an item wakes one JVM; that one wakes the next if it leaves something.
local function wakeForRoom()
  if bound > 0 and not closed and redis.call('LLEN', KEYS[3]) < bound then
    wake(KEYS[5], 'room')
  end
end

local function wakeForItems()
  if not paused and redis.call('LLEN', KEYS[3]) > 0 then
    wake(KEYS[4], 'item')
  end
end

-- Ends a lease. Returns what was on lease, nil if there is no such lease any more.
local function endLease(token)
  local leased = redis.call('HGET', KEYS[8], token)
  redis.call('HDEL', KEYS[8], token)
  redis.call('ZREM', KEYS[7], token)
  return leased
end

-- Ends a lease whose item is to be delivered again, and notes in the item how often it was. Returns 1, or 0 if there
-- is no such lease any more. Items go to the head of the queue in the opposite order of that in which they come here.
local function giveBack(token, counts)
  local leased = endLease(token)
  if not leased then
    return 0
  end
  local space = string.find(leased, ' ', 1, true)
  local deliveries = string.sub(leased, 1, space - 1) - (counts and 0 or 1)
  local item = string.sub(leased, space + 1)
  if deliveries > 0 and string.sub(item, 1, 2) == '1 ' then
    item = string.format('1+%d', deliveries) .. string.sub(item, 2)
  end
  redis.call('LPUSH', KEYS[3], item)
  redis.call('HINCRBY', KEYS[1], 'k', -1)
  return 1
end

-- Puts items back whose lease has run out. Not all at once, if there are very many.
local function returnExpired()
  local expired = redis.call('ZRANGEBYSCORE', KEYS[7], '-inf', string.format('%.0f', now), 'LIMIT', 0, 100)
  for i = #expired, 1, -1 do
    giveBack(expired[i], true)
  end
end
