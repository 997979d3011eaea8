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
-- Returns 'OK', flags, what has become of the items, and the items that were taken from the queue; those that were taken at
-- once come behind them. What has become is told with slashes between: the time in milliseconds, in how many milliseconds
-- the next delayed item is due or a lease runs out, -1 if that is not known, one letter for each item, and two digits, 1 if
-- there is room left for items and for delayed items, 0 if not. The letters:
--   a  it was put
--   t  it was put and taken at once
--   d  it was not put, since another one has its key
--   f  it was not put, since there is no room

local FIRST = 10

if closed then
  -- There may be items, but nobody puts any more who could take them along.
  return { 'OK', 'cm', '0/-1//00' }
end
local admitted = extras and extras.admit() or 0
passed = not string.find(ARGV[9], 'i', 1, true)

-- What is there already comes first, and what is taken makes room.
local wanted = tonumber(ARGV[6])
local items = {}
local full = false
if wanted > 0 then
  if extras or leases or length > 0 then
    -- Without memory left nothing must be put, although taking goes on. Redis refuses this as long as nothing was changed.
    redis.call('HINCRBY', KEYS[1], 'n', '0')
  end
  if leases then
    leases.returnExpired()
  end
  if extras or length > 0 then
    items, full = take(wanted, tonumber(ARGV[8]))
    wanted = wanted - #items
  end
end

-- How many items may be taken at once: those that would come next anyway, unless another JVM has waited for longer.
local direct = 0
if wanted > 0 and not paused and not options and not full then
  local first = redis.call('ZRANGE', KEYS[4], '0', '0')[1]
  if not first or first == ARGV[3] then
    direct = wanted
  end
end

local room = (bound > 0) and bound - length or math.huge
local delayedRoom = (bound > 0) and bound - (options and redis.call('ZCARD', KEYS[10]) or 0) or math.huge
local prefix = '1 ' .. stamp .. ' '
local outcomes = {}
local queued = 0
local takenAtOnce = 0
local sooner = false

-- Items of priority 0 go to the list together.
local listed = {}

for i = FIRST, #ARGV do
  local text = ARGV[i]
  local outcome
  if string.byte(text) == 64 then
    extras = extras or newExtras()
    -- From here on the order is not that of the puts.
    direct = 0
    local isDelayed, what
    outcome, isDelayed, what = extras.put(text, room, delayedRoom)
    if outcome == 'a' and isDelayed then
      delayedRoom = delayedRoom - 1
      sooner = sooner or what
    elseif outcome == 'a' then
      queued = queued + 1
      room = room - 1
      listed[#listed + 1] = what
    end
  elseif takenAtOnce < direct then
    takenAtOnce = takenAtOnce + 1
    outcome = 't'
  elseif room <= 0 then
    outcome = 'f'
  else
    listed[#listed + 1] = prefix .. text
    queued = queued + 1
    room = room - 1
    outcome = 'a'
  end
  outcomes[#outcomes + 1] = outcome
end
if listed[1] then
  redis.call('RPUSH', KEYS[3], unpack(listed))
  length = length + #listed
end
if queued + takenAtOnce > 0 then
  local put = queued + takenAtOnce
  redis.call('HINCRBY', KEYS[1], 'n', put == 1 and '1' or put)
end
local wasPassed = passed
passed = passed and takenAtOnce >= wanted
local chosen = (queued + admitted > 0 or ARGV[6] ~= '0') and wake('item')
passed = wasPassed
if sooner then
  -- Those who wait learn from a look when to look again.
  wakeAll(KEYS[4], 'item')
end
if room > 0 then
  wake('room')
end
-- After that, so that the sender is not chosen itself: what there is room for it has sent, or sends next.
if room <= 0 and string.find(ARGV[9], 'p', 1, true) then
  await(KEYS[5], 'w')
end
if delayedRoom <= 0 and string.find(ARGV[9], 'd', 1, true) then
  await(KEYS[12], 'w')
end
if full or takenAtOnce < wanted and not paused and length > 0 and not chosen then
  flags = flags .. 'm'
elseif ARGV[7] == '1' and (takenAtOnce < wanted or length == 0 and not paused and not options) then
  -- Also those who were served, if nothing is left: they are likely to come back, and then know that there is nothing.
  await(KEYS[4], 't')
end
local look = (extras or leases) and string.format('%.0f', nextLook(extras, leases, 1000)) or '-1'
local head = stamp .. '/' .. look .. '/' .. table.concat(outcomes) .. '/' .. (room > 0 and '1' or '0')
  .. (delayedRoom > 0 and '1' or '0')
-- Also if none was put: a copy of this script that comes in late must not put what its caller has kept.
if outcomes[1] then
  keep('OK ' .. flags .. ' ' .. head, items)
end
return { 'OK', flags, head, unpack(items) }
