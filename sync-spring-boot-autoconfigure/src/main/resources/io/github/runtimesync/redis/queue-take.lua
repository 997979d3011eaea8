-- Takes items in the order of delivery. Follows queue-taking.lua.
--
-- ARGV[6] how many are wanted
-- ARGV[7] 1 if somebody waits until there are as many
-- ARGV[8] after how many bytes to take no more
-- Returns 'OK', flags, the time in milliseconds, in how many milliseconds the next delayed item is due or a lease runs
-- out, -1 if that is not known, and the items.

local wanted = tonumber(ARGV[6])
-- Without memory left Redis allows changes that need some only after one that needs none, such as taking an item.
if paused or length == 0 then
  redis.call('HDEL', KEYS[1], '')
end
if leases then
  leases.returnExpired()
end
local items, full, gone = take(wanted, tonumber(ARGV[8]))
if gone > 0 then
  wake('room')
end
local finished = closed and length == 0 and redis.call('ZCARD', KEYS[10]) == 0
if finished then
  -- Some may still wait for what was delayed or on lease.
  wakeAll(KEYS[4], 'closed')
end
if #items < wanted then
  if full then
    flags = flags .. 'm'
  elseif finished then
    flags = flags .. 'c'
  elseif ARGV[7] == '1' then
    await(KEYS[4], 'w')
  end
elseif ARGV[7] == '1' and length == 0 and not (closed or paused or options) then
  -- They are likely to come back, and then know that there is nothing.
  await(KEYS[4], 'w')
end
wake('item')
local look = (extras or leases) and nextLook(extras, leases, 1000) or -1
-- Also if none was taken: a copy of this script that comes in late must not take what nobody gets.
if wanted > 0 then
  keep('OK ' .. flags .. ' ' .. stamp .. ' :' .. look, items)
end
return { 'OK', flags, stamp, look, unpack(items) }
