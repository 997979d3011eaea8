-- Keeps items that nobody else keeps: those that could not be read, or that no dead letter has room for. Follows queue.lua.

local function keepAside(...)
  redis.call('RPUSH', KEYS[6], ...)
  -- The latest ones.
  redis.call('LTRIM', KEYS[6], '-10000', '-1')
end
