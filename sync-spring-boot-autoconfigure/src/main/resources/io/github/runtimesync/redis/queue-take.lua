-- Takes items, oldest first. Follows queue.lua.
--
-- ARGV[6] how many are wanted
-- ARGV[7] 1 if somebody waits until there are as many
-- ARGV[8] after how many bytes to take no more
-- Returns 'OK', flags, the time in milliseconds, and the items.

-- How many to pop at once: few enough not to go far beyond the limit of bytes.
local CHUNK = 16

local wanted = tonumber(ARGV[6])
local reply = { 'OK', '', string.format('%.0f', now) }
local taken = 0
local bytes = 0
local limit = tonumber(ARGV[8])
returnExpired()
-- Without memory left Redis allows changes that need some only after one that needs none.
if paused then
  redis.call('HDEL', KEYS[1], '')
else
  while taken < wanted and bytes < limit do
    local items = redis.call('LPOP', KEYS[3], math.min(wanted - taken, CHUNK))
    if not items then
      break
    end
    for _, item in ipairs(items) do
      taken = taken + 1
      bytes = bytes + #item
      reply[taken + 3] = item
    end
  end
end
if taken > 0 then
  redis.call('HINCRBY', KEYS[1], 'k', taken)
  wakeForRoom()
end
if taken < wanted then
  if bytes >= limit then
    flags = flags .. 'm'
  elseif closed then
    flags = flags .. 'c'
  elseif ARGV[7] == '1' then
    await(KEYS[4])
  end
end
wakeForItems()
reply[2] = flags
-- Also if none was taken: a copy of this script that comes in late must not take what nobody gets.
return (wanted > 0) and keep(reply) or reply
