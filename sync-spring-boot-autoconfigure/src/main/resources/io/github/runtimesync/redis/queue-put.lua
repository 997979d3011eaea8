-- Puts items, as many as there is room for. Follows queue.lua.
--
-- ARGV[6] 1 if somebody waits until there is room
-- ARGV[7...] the items, each without its version and time. One that is put with options has before it: an at sign, for
--   how many milliseconds it is delayed, a space, for how many it lives, -1 for ever, and a space
-- Returns 'OK', flags, one letter for each item, how much room is left for items and for delayed items, -1 if unbounded,
-- and in how many milliseconds the next delayed item is due, -1 if that is not known. The letters:
--   a  it was put
--   d  it was not put, since another one has its key
--   f  it was not put, since there is no room

local FIRST = 7

-- The largest number of milliseconds that a score holds exactly.
local LATEST = 9007199254740992

if closed then
  return { 'OK', 'c', '', 0, 0, -1 }
end
local admitted = admit()

local offered = #ARGV - FIRST + 1
local room = (bound > 0) and math.max(0, bound - size()) or math.huge
local delayedRoom = (bound > 0) and math.max(0, bound - delayedCount()) or math.huge
local prefix = string.format('1 %.0f ', now)
local outcomes = {}
local queued = 0
local refused = false

-- Plain items that come one after the other go to the list at once.
local plain = {}

local function flush()
  if plain[1] then
    local listed = redis.call('RPUSH', KEYS[3], unpack(plain))
    if options then
      count(#plain)
    else
      length = listed
    end
    plain = {}
  end
end

local function putPlain(text)
  if room <= 0 then
    return 'f'
  end
  plain[#plain + 1] = prefix .. text
  queued = queued + 1
  room = room - 1
  return 'a'
end

local sooner = false

local function putDelayed(item, due)
  if delayedRoom <= 0 then
    return 'f'
  end
  local first = redis.call('ZRANGE', KEYS[10], 0, 0, 'WITHSCORES')
  sooner = sooner or not first[1] or due < tonumber(first[2])
  redis.call('ZADD', KEYS[10], string.format('%.0f', due), number() .. item)
  delayedRoom = delayedRoom - 1
  return 'a'
end

local function putQueued(item, attributes)
  if room <= 0 then
    return 'f'
  end
  flush()
  enqueue(item, attributes, false)
  queued = queued + 1
  room = room - 1
  return 'a'
end

local function putWithOptions(text)
  local delay, life, start = string.match(text, '^@(%d+) (-?%d+) ()')
  local id, attributes, rest = string.match(text, '^([^; \n]+)([^ \n]*)()', start)
  local key = keyOf(attributes)
  if key and redis.call('HEXISTS', KEYS[11], key) == 1 then
    return 'd'
  end
  local isDelayed = tonumber(delay) > 0
  -- The clock was at some point of this millisecond: it must have passed for a delay to be over.
  local due = math.min(isDelayed and now + 1 + delay or now, LATEST)
  if isDelayed then
    attributes = string.format(';d=%.0f', due) .. attributes
  end
  if tonumber(life) >= 0 then
    attributes = string.format(';x=%.0f', math.min(due + life, LATEST)) .. attributes
  end
  local item = prefix .. id .. attributes .. string.sub(text, rest)
  local outcome = isDelayed and putDelayed(item, due) or not isDelayed and putQueued(item, attributes)
  if outcome == 'a' then
    if key then
      redis.call('HSET', KEYS[11], key, id)
    end
    if not options then
      redis.call('HSET', KEYS[1], 'o', 1)
      options = '1'
    end
  end
  return outcome
end

for i = 1, offered do
  local text = ARGV[i + FIRST - 1]
  outcomes[i] = (string.byte(text) == 64) and putWithOptions(text) or putPlain(text)
  refused = refused or outcomes[i] == 'f'
end
flush()
if queued > 0 then
  redis.call('HINCRBY', KEYS[1], 'n', queued)
end
if queued + admitted > 0 then
  wakeForItems()
end
if sooner then
  -- Those who wait learn from a look when to look again.
  wakeAll(KEYS[4], 'item')
end
if room > 0 then
  wakeForRoom()
end
if ARGV[6] == '1' and (refused or offered == 0) then
  await(KEYS[5])
end
local function left(some)
  return (bound > 0) and some or -1
end
local reply = { 'OK', flags, table.concat(outcomes), left(room), left(delayedRoom), nextDue() }
-- Also if none was put: a copy of this script that comes in late must not put what its caller has kept.
return (offered > 0) and keep(reply) or reply
