-- Replaces the status of a job unless somebody has changed it, and forgets the oldest finished jobs.
local jobs, finished = KEYS[1], KEYS[2]
local id, before, after, finishedAt, kept = ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])
if (redis.call('HGET', jobs, id) or '') ~= before then
  return 0
end
redis.call('ZREM', finished, id)
if after == '' then
  redis.call('HDEL', jobs, id)
else
  redis.call('HSET', jobs, id, after)
end
if finishedAt ~= '' then
  redis.call('ZADD', finished, finishedAt, id)
  for _, old in ipairs(redis.call('ZRANGE', finished, 0, -kept - 1)) do
    redis.call('ZREM', finished, old)
    redis.call('HDEL', jobs, old)
  end
end
return 1
