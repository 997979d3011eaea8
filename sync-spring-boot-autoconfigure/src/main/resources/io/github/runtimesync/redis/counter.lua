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

local reply = { 'OK' }
local keeps = false
local at = 3
while ARGV[at] do
  local operation = ARGV[at]
  if operation == 'a' then
    local sum = redis.pcall('HINCRBY', KEYS[1], 'v', ARGV[at + 1])
    if type(sum) ~= 'number' then
      if not string.find(sum.err, 'overflow', 1, true) then
        error(sum.err)
      end
      sum = 'overflow'
    elseif sum > -9007199254740992 and sum < 9007199254740992 then
      sum = string.format('%.0f', sum)
    else
      -- Lua's numbers are doubles, which are exact up to 2^53.
      sum = redis.call('HGET', KEYS[1], 'v')
    end
    reply[#reply + 1] = sum
    keeps = true
    at = at + 2
  else
    local before = redis.call('HGET', KEYS[1], 'v')
    reply[#reply + 1] = before
    if operation == 's' then
      redis.call('HSET', KEYS[1], 'v', ARGV[at + 1])
      keeps = true
      at = at + 2
    elseif operation == 'c' then
      if before == ARGV[at + 1] then
        redis.call('HSET', KEYS[1], 'v', ARGV[at + 2])
      end
      -- Also a failure is kept: a copy of this script that comes in late must not succeed.
      keeps = true
      at = at + 3
    else
      at = at + 1
    end
  end
end
if keeps then
  -- As words: packing them would cost the server more than adding does.
  keepWords(table.concat(reply, ' '))
end
return reply
