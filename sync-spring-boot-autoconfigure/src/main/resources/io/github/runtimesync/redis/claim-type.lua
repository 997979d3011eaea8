-- Fixes the type of a primitive unless it has one. Running it again does no harm.
--
-- KEYS[1] the definition
-- ARGV[1] the identity of the primitive that is meant
-- ARGV[2] the type
-- Returns 'OK' and the type that it has now; or what moved() in exactly-once.lua returns.

local identity = redis.call('HGET', KEYS[1], 'i')
if identity ~= ARGV[1] then
  return { 'MOVED', identity or redis.call('HGET', KEYS[1], 'g') or '' }
end
redis.call('HSETNX', KEYS[1], 't', ARGV[2])
return { 'OK', redis.call('HGET', KEYS[1], 't') }
