-- Does what queue-put.lua does, for a fraction of its cost, where neither the queue nor anybody who waits at it is anything
-- special. Otherwise it changes nothing and answers 'OTHER', and the other script has to be sent, with the same number: so
-- only one of them runs, even if a copy of this one comes in late. Follows exactly-once.lua.
--
-- KEYS[3...5], ARGV[3...] and the reply are those of queue-put.lua. At most 16 items are wanted, and none has options.

local FIRST = 10

local fields = redis.call('HMGET', KEYS[1], 'i', 's', 'a')
local refused = moved(fields[1])
if refused then
  return refused
end
-- The JVMs that wait for an item: only the sender may. Their times would cost the server as much as four commands.
local waiting = redis.call('ZRANGE', KEYS[4], '0', '1')
local isNoted = waiting[1] == ARGV[3]
if fields[3] and fields[3] ~= '' or waiting[isNoted and 2 or 1] then
  return { 'OTHER' }
end
-- There are items, or somebody waits for room, for whom this script is not.
local present = redis.call('EXISTS', KEYS[3], KEYS[5])
local length = present > 0 and redis.call('LLEN', KEYS[3]) or 0
if present > (length > 0 and 1 or 0) then
  return { 'OTHER' }
end

-- What is there already comes first, and makes room. Then those who want more get items that are put, and the others are queued.
local wanted = tonumber(ARGV[6])
local count = #ARGV - FIRST + 1
local bound = tonumber(fields[2])
local taken = math.min(wanted, length)
length = length - taken
local takenAtOnce = math.min(wanted - taken, count)
local queued = count - takenAtOnce
if bound > 0 then
  queued = math.min(queued, math.max(0, bound - length))
end
local hasRoom = bound == 0 or length + queued < bound
if not hasRoom and string.find(ARGV[9], 'p', 1, true) then
  return { 'OTHER' }
end

local time = redis.call('TIME')
local stamp = time[1] .. string.sub('00000' .. time[2], -6, -4)
-- The first change needs memory, so that Redis refuses it if it has none left, as long as nothing was changed.
local put = takenAtOnce + queued
if put > 0 then
  redis.call('HINCRBY', KEYS[1], 'n', put == 1 and '1' or put)
end
local items = {}
if taken == 1 then
  items[1] = redis.call('LPOP', KEYS[3])
elseif taken > 1 then
  items = redis.call('LPOP', KEYS[3], taken)
end
if queued > 0 then
  local prefix = '1 ' .. stamp .. ' '
  local first = FIRST + takenAtOnce
  local listed = { prefix .. ARGV[first] }
  for i = 2, queued do
    listed[i] = prefix .. ARGV[first + i - 1]
  end
  redis.call('RPUSH', KEYS[3], unpack(listed))
  length = length + queued
end

local flags = ''
if length == 0 then
  if ARGV[7] == '1' then
    -- Noted down again once a second, which is enough for ARGV[4]: whenever the lane has not said so in this second.
    if not isNoted or not string.find(last, ' OK t ' .. time[1], 1, true) then
      redis.pcall('ZADD', KEYS[4], stamp, ARGV[3])
    end
    flags = 't'
  end
elseif isNoted and (queued > 0 or wanted > 0) then
  redis.call('ZREM', KEYS[4], ARGV[3])
  local isServed = taken + takenAtOnce == wanted and not string.find(ARGV[9], 'i', 1, true)
  flags = isServed and 'u' or 'i'
end
local outcomes
if count == 1 then
  outcomes = takenAtOnce == 1 and 't' or queued == 1 and 'a' or 'f'
else
  outcomes = string.rep('t', takenAtOnce) .. string.rep('a', queued) .. string.rep('f', count - put)
end
local head = stamp .. '/-1/' .. outcomes .. (hasRoom and '/11' or '/01')
keep('OK ' .. flags .. ' ' .. head, items)
return { 'OK', flags, head, unpack(items) }
