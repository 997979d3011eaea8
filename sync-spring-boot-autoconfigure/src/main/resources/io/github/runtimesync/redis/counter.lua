-- What callers of one JVM want of a counter. Follows change.lua.
--
-- ARGV[3...] the operations:
--   a DELTA            add; answers the new value, or 'overflow' and changes nothing
--   s VALUE            set; answers the value before
--   c EXPECTED VALUE   compare and set; answers the value before
--   g                  get
-- What would change something answers 'memory' and does not if Redis has none left.
-- Returns 'OK' and the answers.

local refused = moved(redis.call('HGET', KEYS[1], 'i'))
if refused then
  return refused
end

local reply = { 'OK' }
local keeps = false
local at = 3
while ARGV[at] do
  local operation = ARGV[at]
  if operation == 'a' then
    local sum = change('HINCRBY', KEYS[1], 'v', ARGV[at + 1])
    if type(sum) == 'number' then
      -- Reading it costs less than printing the number, which is a double and exact up to 2^53 only.
      sum = redis.call('HGET', KEYS[1], 'v')
    end
    reply[#reply + 1] = sum
    keeps = true
    at = at + 2
  else
    local answer = redis.call('HGET', KEYS[1], 'v')
    if operation == 's' then
      if change('HSET', KEYS[1], 'v', ARGV[at + 1]) == 'memory' then
        answer = 'memory'
      end
      keeps = true
      at = at + 2
    elseif operation == 'c' then
      if answer == ARGV[at + 1] and change('HSET', KEYS[1], 'v', ARGV[at + 2]) == 'memory' then
        answer = 'memory'
      end
      keeps = true
      at = at + 3
    else
      at = at + 1
    end
    reply[#reply + 1] = answer
  end
end
-- Also a failure is kept: a copy of this script that comes in late must not succeed.
if keeps then
  keep(table.concat(reply, ' '))
end
return reply
