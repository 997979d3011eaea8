-- Removes a primitive, and leaves its next generation for those who still hold it. Running it again does no harm.
--
-- KEYS[1] the definition
-- KEYS[2...] the other keys of the primitive
-- ARGV[1] the identity of the primitive that is meant
-- ARGV[2] for how many milliseconds to keep the next generation
-- Returns 1 if it was there, 0 if not.

local identity = redis.call('HGET', KEYS[1], 'i')
if identity ~= ARGV[1] then
  return { 0 }
end
local generation = tonumber(string.match(identity, '^(%d+)'))
redis.call('DEL', unpack(KEYS))
redis.call('HSET', KEYS[1], 'g', string.format('%.0f', generation + 1))
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return { 1 }
