-- What callers of one JVM want of a counter. Follows exactly-once.lua.
--
-- ARGV[3...] the operations:
--   a DELTA            add; answers the new value, or 'overflow' and changes nothing
--   s VALUE            set; answers the value before
--   c EXPECTED VALUE   compare and set; answers the value before
--   g                  get
-- Returns 'OK' and the answers.

local refused = refusal()
if refused then
  return refused
end

-- Lua's numbers are doubles, which are exact up to 2^53.
local EXACT = 9007199254740992

local function get()
  return redis.call('HGET', KEYS[1], 'v')
end

local function add(delta)
  local sum = redis.pcall('HINCRBY', KEYS[1], 'v', delta)
  if type(sum) == 'number' then
    return (sum > -EXACT and sum < EXACT) and string.format('%.0f', sum) or get()
  end
  if string.find(sum.err, 'overflow', 1, true) then
    return 'overflow'
  end
  error(sum.err)
end

local reply = { 'OK' }
local changed = false
local at = 3
while ARGV[at] do
  local operation = ARGV[at]
  if operation == 'a' then
    reply[#reply + 1] = add(ARGV[at + 1])
    changed = true
    at = at + 2
  elseif operation == 's' then
    reply[#reply + 1] = get()
    redis.call('HSET', KEYS[1], 'v', ARGV[at + 1])
    changed = true
    at = at + 2
  elseif operation == 'c' then
    local before = get()
    if before == ARGV[at + 1] then
      redis.call('HSET', KEYS[1], 'v', ARGV[at + 2])
      changed = true
    end
    reply[#reply + 1] = before
    at = at + 3
  else
    reply[#reply + 1] = get()
    at = at + 1
  end
end
return changed and keep(reply) or reply
