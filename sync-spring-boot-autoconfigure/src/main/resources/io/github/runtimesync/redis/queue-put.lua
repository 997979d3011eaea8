-- Puts items, as many as there is room for. Follows queue.lua.
--
-- ARGV[7] 1 if somebody waits until there is room
-- ARGV[8...] the items, each without its version and time
-- Returns 'OK', flags, how many were put, and the room that is left, -1 if unbounded.

if closed then
  return { 'OK', 'c', 0, 0 }
end

local offered = #ARGV - 7
local room = offered
if bound > 0 then
  room = math.max(0, bound - redis.call('LLEN', KEYS[3]))
end
local accepted = math.min(offered, room)
if accepted > 0 then
  local prefix = string.format('1 %.0f ', now)
  local items = {}
  for i = 1, accepted do
    items[i] = prefix .. ARGV[i + 7]
  end
  redis.call('RPUSH', KEYS[3], unpack(items))
  redis.call('HINCRBY', KEYS[1], 'n', accepted)
  wakeForItems()
end
if accepted < room then
  wakeForRoom()
elseif ARGV[7] == '1' and (accepted < offered or offered == 0) then
  await(KEYS[5])
end
local reply = { 'OK', flags, accepted, (bound > 0) and room - accepted or -1 }
return (accepted > 0) and keep(reply) or reply
