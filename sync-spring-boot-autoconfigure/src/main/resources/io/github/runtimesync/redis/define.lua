-- Gives a primitive its definition unless it has one. Running it again does no harm.
--
-- KEYS[1] the definition: a hash with
--   i  identity: generation, a dot, epoch; missing if the primitive was removed
--   g  the next generation of a removed primitive
--   f  the version of the format in which the primitive is stored
--   c  when it was defined, in milliseconds by the server's clock
--   and what the kind adds
-- ARGV[1] epoch, if this call defines it
-- ARGV[2] the lowest generation it may get
-- ARGV[3...] fields and values
-- Returns the definition that holds now, as fields and values.

if redis.call('HEXISTS', KEYS[1], 'i') == 0 then
  local generation = math.max(tonumber(redis.call('HGET', KEYS[1], 'g') or 1), tonumber(ARGV[2]))
  local time = redis.call('TIME')
  redis.call('HSET', KEYS[1], 'i', string.format('%.0f.%s', generation, ARGV[1]),
    'c', string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000)), unpack(ARGV, 3))
  redis.call('HDEL', KEYS[1], 'g')
  redis.call('PERSIST', KEYS[1])
end
return redis.call('HGETALL', KEYS[1])
