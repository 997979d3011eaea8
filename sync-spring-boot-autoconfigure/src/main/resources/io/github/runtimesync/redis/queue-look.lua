-- Looks at a queue. Follows identity.lua, queue.lua and queue-options.lua.
--
-- ARGV[2] how many items to return, -1 for all
-- ARGV[3] empty, since nobody follows flags: whoever has to look gets a message
-- ARGV[6] how many of the first items to leave out
-- Returns 'OK', the size, whether it is closed and paused, how many items were put and taken so far, the age of the
-- first in milliseconds, -1 if there is none, how many are delayed, how many have expired, and the items that have not,
-- in the order of delivery.

if extras and extras.admit() > 0 then
  wake('item')
end

-- The first items, expired ones included.
local function first(count)
  local last = (count < 0) and -1 or count - 1
  local items = {}
  local function add(more, from)
    for _, item in ipairs(more) do
      if count >= 0 and #items == count then
        return
      end
      items[#items + 1] = string.sub(item, from)
    end
  end
  if extras then
    add(redis.call('ZRANGEBYSCORE', KEYS[9], '-inf', '(0', 'LIMIT', '0', count), 17)
  end
  add(redis.call('LRANGE', KEYS[3], '0', last), 1)
  if extras then
    add(redis.call('ZRANGEBYSCORE', KEYS[9], '(0', '+inf', 'LIMIT', '0', count), 17)
  end
  return items
end

local function fresh(items)
  local kept = {}
  for _, item in ipairs(items) do
    if extras.isFresh(item) then
      kept[#kept + 1] = item
    end
  end
  return kept
end

local age = -1
local oldest = first(1)[1]
if oldest then
  local attributes = extras and extras.attributesOf(oldest)
  local entered = attributes and string.match(attributes, ';d=(%d+)') or string.match(oldest, '^1[+%d]* (%d+) ')
  age = entered and math.max(0, now - entered) or 0
end
local counts = redis.call('HMGET', KEYS[1], 'n', 'e')
local put = tonumber(counts[1] or 0)
local expired = tonumber(counts[2] or 0)
local reply = { 'OK', length, closed and 1 or 0, paused and 1 or 0, put,
  math.max(0, put - expired - length), age, redis.call('ZCARD', KEYS[10]), expired }
local wanted = tonumber(ARGV[2])
local skipped = tonumber(ARGV[6])
if wanted ~= 0 and not extras then
  for _, item in ipairs(redis.call('LRANGE', KEYS[3], skipped, (wanted < 0) and -1 or skipped + wanted - 1)) do
    reply[#reply + 1] = item
  end
elseif wanted ~= 0 then
  local last = skipped + wanted
  local items = first((wanted < 0) and -1 or last)
  local shown = fresh(items)
  if #shown < #items and wanted > 0 then
    shown = fresh(first(-1))
  end
  for i = skipped + 1, (wanted < 0) and #shown or math.min(last, #shown) do
    reply[#reply + 1] = shown[i]
  end
end
return reply
