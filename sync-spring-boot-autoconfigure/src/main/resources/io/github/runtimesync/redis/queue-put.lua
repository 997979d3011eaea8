-- Puts items, as many as there is room for. Follows queue-options.lua.
--
-- ARGV[6] contains p if somebody waits for room, and d if somebody waits for room for a delayed item
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
local admitted = extras and extras.admit() or 0

local offered = #ARGV - FIRST + 1
local room = (bound > 0) and math.max(0, bound - size()) or math.huge
local delayedRoom = (bound > 0) and math.max(0, bound - delayedCount()) or math.huge
local prefix = string.format('1 %.0f ', now)
local outcomes = {}
local queued = 0

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

-- Puts one item with options. Made only if there is one.
local function newPutter()
  extras = extras or newExtras()

  local function putDelayed(item, due)
    if delayedRoom <= 0 then
      return 'f'
    end
    local first = redis.call('ZRANGEBYSCORE', KEYS[10], string.format('(%.0f', now), '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
    redis.call('ZADD', KEYS[10], string.format('%.0f', due), extras.numbered(item))
    sooner = sooner or not first[1] or due < tonumber(first[2])
    delayedRoom = delayedRoom - 1
    return 'a'
  end

  local function putQueued(item, attributes)
    if room <= 0 then
      return 'f'
    end
    flush()
    extras.enqueue(item, attributes, false)
    queued = queued + 1
    room = room - 1
    return 'a'
  end

  return function(text)
    local delay, life, start = string.match(text, '^@(%d+) (-?%d+) ()')
    local id, attributes, rest = string.match(text, '^([^; \n]+)([^ \n]*)()', start)
    local key = extras.keyOf(attributes)
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
end

local putWithOptions

for i = 1, offered do
  local text = ARGV[i + FIRST - 1]
  if string.byte(text) == 64 then
    putWithOptions = putWithOptions or newPutter()
    outcomes[i] = putWithOptions(text)
  else
    outcomes[i] = putPlain(text)
  end
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
-- After that, so that the sender is not chosen itself: what there is room for it has sent, or sends next.
if room <= 0 and string.find(ARGV[6], 'p', 1, true) then
  await(KEYS[5])
end
if delayedRoom <= 0 and string.find(ARGV[6], 'd', 1, true) then
  await(KEYS[12])
end
local reply = { 'OK', flags, table.concat(outcomes), (bound > 0) and room or -1, (bound > 0) and delayedRoom or -1,
  extras and extras.nextDue() or -1 }
-- Also if none was put: a copy of this script that comes in late must not put what its caller has kept.
return (offered > 0) and keep(reply) or reply
