-- Stands before queue.lua, in place of exactly-once.lua, in a script that may run any number of times.
--
-- KEYS[1] the definition of the primitive
-- KEYS[2] is not used
-- ARGV[1] the identity of the primitive as the sender knows it

local function moved(identity)
  return identity ~= ARGV[1] and { 'MOVED', identity or redis.call('HGET', KEYS[1], 'g') or '' } or nil
end
