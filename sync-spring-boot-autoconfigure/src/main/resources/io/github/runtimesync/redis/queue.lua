-- What the scripts of a queue have in common. Follows exactly-once.lua or identity.lua.
--
-- KEYS[3] the items of priority 0, which is that of a plain put, oldest first: a list
-- KEYS[4] the JVMs that wait for an item: channels by the time of their last look
-- KEYS[5] the JVMs that wait for room, likewise
-- KEYS[6] items that could not be read, or that nobody else has room for: a list
-- KEYS[7] when the leases on items run out: a sorted set of their tokens
-- KEYS[8] what is on lease: a hash by token of how often it was delivered, a space, and the item
-- KEYS[9] the items of other priorities, in the order of delivery: a sorted set by the negated priority; a number of 16
--   digits before each item keeps those of one priority in order
-- KEYS[10] delayed items, numbered likewise: a sorted set by when they are due
-- KEYS[11] the keys of queued and delayed items: a hash of the ids of their puts
-- KEYS[12] the JVMs that wait for room for a delayed item, like KEYS[5]
-- ARGV[3] the channel of the sending JVM
-- ARGV[4] for how many milliseconds after its last look a JVM counts as waiting
-- ARGV[5] 1 if PUBLISH tells whether a message has reached anybody, 0 in a cluster

local fields = redis.call('HMGET', KEYS[1], 'i', 's', 'a')
local refused = moved(fields[1])
if refused then
  return refused
end
local bound = tonumber(fields[2])

-- What sets the queue apart from others, one letter each:
--   x  it is closed
--   p  it is paused
--   o  an item was put with options at some time. As long as none was, the queue is its list
--   l  an item was on lease at some time
-- They share a field since each one that is asked for costs more than finding a letter.
local state = fields[3] or ''
local closed, paused, options, leased
if state ~= '' then
  closed = string.find(state, 'x', 1, true)
  paused = string.find(state, 'p', 1, true)
  options = string.find(state, 'o', 1, true)
  leased = string.find(state, 'l', 1, true)
end

local time = redis.call('TIME')
-- In milliseconds. The microseconds come without leading zeros.
local stamp = time[1] .. string.sub('00000' .. time[2], -6, -4)
local now = tonumber(stamp)

-- How many items are queued. To count along is cheaper than to look again.
local length = redis.call('LLEN', KEYS[3]) + (options and redis.call('ZCARD', KEYS[9]) or 0)

-- What the sender has to do after this script, one letter each:
--   c  nothing is to be expected of this queue any more: it is closed, and for takers also empty
--   w  it is noted down as waiting
--   m  there may be more, which did not fit into this reply or was not looked for
--   i  it has been chosen to look for an item
--   r  it has been chosen to look for room
-- And only after a script that puts, about takers of the sender:
--   t  it is noted down as waiting for an item
--   u  it is so no more
local flags = ''

-- Whether the sender is passed over when one of those who wait is chosen: this script has served it.
local passed = false

-- Chooses one of those who wait for an item or for room, if there is any, and tells it to look. That one chooses the next if
-- it leaves something. Whoever cannot be reached is passed over. Returns whether there is one.
local function wake(what)
  local waiting
  if what == 'item' then
    waiting = not paused and length > 0 and KEYS[4]
  else
    waiting = bound > 0 and not closed and length < bound and KEYS[5]
  end
  while waiting do
    local first = redis.call('ZPOPMIN', waiting)
    if not first[1] then
      return false
    end
    if first[1] == ARGV[3] then
      if not passed then
        flags = flags .. string.sub(what, 1, 1)
        return true
      elseif what == 'item' then
        flags = flags .. 'u'
      end
    elseif now - first[2] <= tonumber(ARGV[4]) then
      local receivers = redis.call('PUBLISH', first[1], what .. ' ' .. KEYS[1])
      if receivers > 0 or ARGV[5] == '0' then
        return true
      end
    end
  end
  return false
end

-- Tells all of those who wait to look.
local function wakeAll(waiting, what)
  for _, channel in ipairs(redis.call('ZRANGE', waiting, '0', '-1')) do
    redis.call('PUBLISH', channel, what .. ' ' .. KEYS[1])
  end
  redis.call('DEL', waiting)
end

-- Notes down that the sender waits. If there is no memory left for that, it looks again by itself.
local function await(waiting, flag)
  redis.pcall('ZADD', waiting, stamp, ARGV[3])
  flags = flags .. flag
end
