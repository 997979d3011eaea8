-- Publishes a message.
--
-- KEYS[1] the channel
-- ARGV[1] the message
-- Returns how many have received it from this node.

return { redis.call('PUBLISH', KEYS[1], ARGV[1]) }
