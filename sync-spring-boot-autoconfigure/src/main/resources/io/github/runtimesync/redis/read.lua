-- Reads a few fields of a definition.
--
-- KEYS[1] the definition
-- ARGV the fields
-- Returns their values, '' for what is missing.

local values = redis.call('HMGET', KEYS[1], unpack(ARGV))
for i = 1, #ARGV do
  values[i] = values[i] or ''
end
return values
