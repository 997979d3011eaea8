-- Looks at a wait group.
--
-- KEYS[1] the definition
-- Returns the count, and for how many milliseconds it has not been zero.

local state = redis.call('HMGET', KEYS[1], 'v', 'b')
local age = 0
if state[2] and state[2] ~= '' then
  local time = redis.call('TIME')
  age = math.max(0, time[1] * 1000 + math.floor(time[2] / 1000) - tonumber(state[2]))
end
return { state[1] or '0', string.format('%.0f', age) }
