-- Looks at a queue.
--
-- KEYS[1] the definition
-- KEYS[2] the items
-- ARGV[1] the identity of the queue that is meant
-- ARGV[2] how many of the oldest items to return, -1 for all
-- Returns 'OK', the size, whether it is closed and paused, how many items were put and taken so far, the age of the
-- oldest in milliseconds, -1 if there is none, and the items; or what refusal() in exactly-once.lua returns.

local fields = redis.call('HMGET', KEYS[1], 'i', 'x', 'p', 'n', 'k')
if fields[1] ~= ARGV[1] then
  return { 'MOVED', fields[1] or redis.call('HGET', KEYS[1], 'g') or '' }
end
local age = -1
local oldest = redis.call('LINDEX', KEYS[2], 0)
if oldest then
  local time = redis.call('TIME')
  local put = string.match(oldest, '^1[+%d]* (%d+) ')
  age = put and math.max(0, time[1] * 1000 + math.floor(time[2] / 1000) - put) or 0
end
local reply = { 'OK', redis.call('LLEN', KEYS[2]), fields[2] and 1 or 0, fields[3] and 1 or 0, tonumber(fields[4] or 0),
  tonumber(fields[5] or 0), age }
local last = tonumber(ARGV[2])
if last ~= 0 then
  for _, item in ipairs(redis.call('LRANGE', KEYS[2], 0, (last < 0) and -1 or last - 1)) do
    reply[#reply + 1] = item
  end
end
return reply
