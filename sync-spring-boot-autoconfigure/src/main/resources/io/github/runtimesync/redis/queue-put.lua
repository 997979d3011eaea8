-- Puts items, as many as there is room for, and takes some for those callers of the same JVM who want any. Follows
-- queue-taking.lua.
--
-- ARGV[6] how many items are wanted
-- ARGV[7] 1 if somebody waits until there are as many
-- ARGV[8] after how many bytes to take no more
-- ARGV[9] contains p if somebody waits for room, d if somebody waits for room for a delayed item, and i if somebody waits
--   for an item whom this script does not serve
-- ARGV[10...] the items, each without its version and time. One that is put with options has before it: an at sign, for
--   how many milliseconds it is delayed, a space, for how many it lives, -1 for ever, and a space
-- Returns 'OK', flags, the time in milliseconds, in how many milliseconds the next delayed item is due or a lease runs
-- out, -1 if that is not known, one letter for each item, how much room is left for items and for delayed items, -1 if unbounded, and the items
-- that were taken from the queue; those that were taken at once come behind them. The letters:
--   a  it was put
--   t  it was put and taken at once
--   d  it was not put, since another one has its key
--   f  it was not put, since there is no room

local FIRST = 10

-- The largest number of milliseconds that a score holds exactly.
local LATEST = 9007199254740992

if closed then
  -- There may be items, but nobody puts any more who could take them along.
  return { 'OK', 'cm', '0', -1, '', 0, 0 }
end
local admitted = extras and extras.admit() or 0
passed = not string.find(ARGV[9], 'i', 1, true)

-- What is there already comes first, and what is taken makes room.
local wanted = tonumber(ARGV[6])
local items = {}
local full = false
if wanted > 0 then
  local taken
  if extras or size() > 0 then
    -- Without memory left nothing must be put, although taking goes on. Redis refuses this as long as nothing was changed.
    redis.call('HINCRBY', KEYS[1], 'n', 0)
  end
  returnExpired()
  if extras or size() > 0 then
    taken, full = take(wanted, tonumber(ARGV[8]), function(item)
      items[#items + 1] = item
    end)
    wanted = wanted - taken
  end
end

-- Whether no other JVM has waited for an item for longer than this one.
local function isNext()
  local first = redis.call('ZRANGE', KEYS[4], 0, 0)[1]
  return not first or first == ARGV[3]
end

-- How many items may be taken at once: those that would come next anyway.
local direct = (wanted > 0 and not paused and not options and not full and isNext()) and wanted or 0

local offered = #ARGV - FIRST + 1
local room = (bound > 0) and math.max(0, bound - size()) or math.huge
local delayedRoom = (bound > 0) and math.max(0, bound - delayedCount()) or math.huge
local prefix = '1 ' .. stamp .. ' '
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

local takenAtOnce = 0

local function putPlain(text)
  if takenAtOnce < direct then
    takenAtOnce = takenAtOnce + 1
    return 't'
  end
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
  -- From here on the order is not that of the puts.
  direct = 0

  local function putDelayed(item, due)
    if delayedRoom <= 0 then
      return 'f'
    end
    local first = redis.call('ZRANGEBYSCORE', KEYS[10], '(' .. stamp, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
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
if queued + takenAtOnce > 0 then
  redis.call('HINCRBY', KEYS[1], 'n', queued + takenAtOnce)
end
if takenAtOnce > 0 then
  redis.call('HINCRBY', KEYS[1], 'k', takenAtOnce)
end
local wasPassed = passed
passed = passed and takenAtOnce >= wanted
local chosen = (queued + admitted > 0 or ARGV[6] ~= '0') and wakeForItems()
passed = wasPassed
if sooner then
  -- Those who wait learn from a look when to look again.
  wakeAll(KEYS[4], 'item')
end
if room > 0 then
  wakeForRoom()
end
-- After that, so that the sender is not chosen itself: what there is room for it has sent, or sends next.
if room <= 0 and string.find(ARGV[9], 'p', 1, true) then
  await(KEYS[5], 'w')
end
if delayedRoom <= 0 and string.find(ARGV[9], 'd', 1, true) then
  await(KEYS[12], 'w')
end
if full or takenAtOnce < wanted and not paused and size() > 0 and not chosen then
  flags = flags .. 'm'
elseif ARGV[7] == '1' then
  if takenAtOnce < wanted then
    await(KEYS[4], 't')
  else
    stay('t')
  end
end
local reply = { 'OK', flags, stamp, nextLook(1000), table.concat(outcomes),
  (bound > 0) and room or -1, (bound > 0) and delayedRoom or -1, unpack(items) }
-- Also if none was put: a copy of this script that comes in late must not put what its caller has kept.
return (offered > 0) and keep(reply) or reply
