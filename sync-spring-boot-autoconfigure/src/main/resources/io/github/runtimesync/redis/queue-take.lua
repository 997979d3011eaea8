-- Takes items, oldest first. Follows queue.lua.
--
-- ARGV[7] how many are wanted
-- ARGV[8] 1 if somebody waits until there are as many
-- ARGV[9] after how many bytes to take no more
-- Returns 'OK', flags, the time in milliseconds, and the items.

-- How many to pop at once: few enough not to go far beyond the limit of bytes.
local CHUNK = 16

local wanted = tonumber(ARGV[7])
local reply = { 'OK', '', string.format('%.0f', now) }
local taken = 0
local bytes = 0
local limit = tonumber(ARGV[9])
if not paused then
  while taken < wanted and bytes < limit do
    -- The first change, since without memory left only a change that needs none may come first.
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
  elseif ARGV[8] == '1' then
    await(KEYS[4])
  end
end
wakeForItems()
reply[2] = flags
return (taken > 0) and keep(reply) or reply
