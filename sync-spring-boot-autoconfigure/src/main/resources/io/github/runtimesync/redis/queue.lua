-- What the scripts of a queue have in common. Follows exactly-once.lua or identity.lua.
--
-- KEYS[3] the items of priority 0, which is that of a plain put, oldest first: a list
-- KEYS[4] the JVMs that wait for an item: channels by the time of their last look
-- KEYS[5] the JVMs that wait for room, likewise
-- KEYS[6] items that could not be read: a list
-- KEYS[7] when the leases on items run out: a sorted set of their tokens
-- KEYS[8] what is on lease: a hash by token of how often it was delivered, a space, and the item
-- KEYS[9] the items of other priorities, in the order of delivery: a sorted set by the negated priority; a number of 16
--   digits before each item keeps those of one priority in order
-- KEYS[10] delayed items, numbered likewise: a sorted set by when they are due
-- KEYS[11] the keys of queued and delayed items: a hash of the ids of their puts
-- ARGV[3] the channel of the sending JVM
-- ARGV[4] for how many milliseconds after its last look a JVM counts as waiting
-- ARGV[5] 1 if PUBLISH tells whether a message has reached anybody, 0 in a cluster

local refused = answered()
if refused then
  return refused
end
local fields = redis.call('HMGET', KEYS[1], 'i', 's', 'x', 'p', 'o')
refused = moved(fields[1])
if refused then
  return refused
end
local bound = tonumber(fields[2])
local closed = fields[3]
local paused = fields[4]
-- Whether an item was ever put with options. As long as none was, a queue is its list.
local options = fields[5]
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

-- How many items are queued, once that is known. To count along is cheaper than to look again.
local length

local function size()
  if not length then
    length = redis.call('LLEN', KEYS[3]) + (options and redis.call('ZCARD', KEYS[9]) or 0)
  end
  return length
end

local function count(difference)
  if length then
    length = length + difference
  end
end

local function delayedCount()
  return options and redis.call('ZCARD', KEYS[10]) or 0
end

-- Whoever makes room or brings an item wakes one JVM; that one wakes the next if it leaves something.
local function wakeForRoom()
  if bound > 0 and not closed and size() < bound then
    wake(KEYS[5], 'room')
  end
end

local function wakeForItems()
  if not paused and size() > 0 then
    wake(KEYS[4], 'item')
  end
end

-- The attributes of an item that was put with options, nil if it has none. See EntryFormat.
local function attributesOf(item)
  return string.match(item, '^1%S* %d+ [^; \n]+(;[^ \n]+)')
end

local function idOf(item)
  return string.match(item, '^1%S* %d+ ([^; \n]+)')
end

local function keyOf(attributes)
  return string.match(attributes, ';k=([^;]+)')
end

-- A number that puts what is numbered later, or at the front, where it belongs among equals.
local function number(front)
  local sequence = redis.call('HINCRBY', KEYS[1], front and 'b' or 'q', front and -1 or 1)
  return string.format('%016.0f', 4503599627370496 + sequence)
end

local function enqueue(item, attributes, front)
  local priority = attributes and string.match(attributes, ';p=(-?%d+)')
  if priority then
    redis.call('ZADD', KEYS[9], -priority, number(front) .. item)
  else
    redis.call(front and 'LPUSH' or 'RPUSH', KEYS[3], item)
  end
  count(1)
end

-- Puts an item that was taken back to where it was. Its key may be taken by another one since.
local function putBack(item)
  local attributes = options and attributesOf(item)
  local key = attributes and keyOf(attributes)
  if key then
    redis.call('HSETNX', KEYS[11], key, idOf(item))
  end
  enqueue(item, attributes, true)
end

-- Frees the key of an item, if it has one.
local function freeKey(item, attributes)
  local key = keyOf(attributes)
  if key and redis.call('HGET', KEYS[11], key) == idOf(item) then
    redis.call('HDEL', KEYS[11], key)
  end
end

local function isExpired(attributes)
  local expires = string.match(attributes, ';x=(%d+)')
  return expires and now >= tonumber(expires)
end

-- Lets delayed items in that are due, as far as there is room, and returns how many. Whoever waits to put a delayed one
-- can go on then; whoever waits for an item is the caller's business.
local function admit()
  local admitted = 0
  while options do
    local room = (bound > 0) and math.min(bound - size(), 100) or 100
    local due = room > 0
      and redis.call('ZRANGEBYSCORE', KEYS[10], '-inf', string.format('%.0f', now), 'LIMIT', 0, room) or {}
    if not due[1] then
      break
    end
    -- Without memory left Redis allows changes that need some only after one that needs none.
    redis.call('ZREM', KEYS[10], unpack(due))
    redis.call('HINCRBY', KEYS[1], 'n', #due)
    for _, numbered in ipairs(due) do
      local item = string.sub(numbered, 17)
      enqueue(item, attributesOf(item), false)
    end
    admitted = admitted + #due
  end
  if admitted > 0 and bound > 0 and not closed then
    wakeAll(KEYS[5], 'room')
  end
  return admitted
end

-- In how many milliseconds the next delayed item is due, -1 if there is none, or only room is missing.
local function nextDue()
  local first = options and redis.call('ZRANGE', KEYS[10], 0, 0, 'WITHSCORES')
  local millis = first and first[2] and first[2] - now or -1
  return (millis > 0) and millis or -1
end

-- The first items of other priorities, those before or those behind the plain ones.
local function prioritized(min, max, wanted)
  local numbered = redis.call('ZRANGEBYSCORE', KEYS[9], min, max, 'LIMIT', 0, wanted)
  if numbered[1] then
    redis.call('ZREM', KEYS[9], unpack(numbered))
  end
  for i, item in ipairs(numbered) do
    numbered[i] = string.sub(item, 17)
  end
  return numbered
end

-- Pops the items that come next, without a look at when they expire.
local function pop(wanted)
  local items = options and prioritized('-inf', '(0', wanted) or {}
  if not items[1] then
    items = redis.call('LPOP', KEYS[3], wanted) or {}
  end
  if options and not items[1] then
    items = prioritized('(0', '+inf', wanted)
  end
  count(-#items)
  if not options and #items < wanted then
    length = 0
  end
  return items
end

-- How many to pop at once: few enough not to go far beyond a limit of bytes.
local CHUNK = 16

-- Takes items in the order of delivery and hands each to a function, together with its number. Drops expired ones.
-- Returns how many were taken, and whether there were too many bytes to go on.
local function take(wanted, limit, receive)
  local taken = 0
  local bytes = 0
  local dropped = 0
  admit()
  while not paused and taken < wanted and bytes < limit do
    local items = pop(math.min(wanted - taken, CHUNK))
    if not items[1] then
      break
    end
    for _, item in ipairs(items) do
      local attributes = options and attributesOf(item)
      if attributes then
        freeKey(item, attributes)
      end
      if attributes and isExpired(attributes) then
        dropped = dropped + 1
      else
        taken = taken + 1
        bytes = bytes + #item
        receive(item, taken)
      end
    end
  end
  if taken > 0 then
    redis.call('HINCRBY', KEYS[1], 'k', taken)
  end
  if dropped > 0 then
    redis.call('HINCRBY', KEYS[1], 'e', dropped)
  end
  if taken + dropped > 0 then
    admit()
    wakeForRoom()
  end
  return taken, bytes >= limit
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
  putBack(item)
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
