-- What callers of one JVM want of a shared variable. Follows change.lua.
--
-- KEYS[1] has v the value, n the version, d when it changed last
-- KEYS[3] the JVMs that listen: channels by the time of their last look
-- ARGV[3] the channel of the sending JVM
-- ARGV[4] for how many milliseconds after its last look a JVM counts as listening
-- ARGV[5...] the operations:
--   s VALUE                    set; answers 'set'
--   c IDENTITY VERSION VALUE   set if that is the present version; answers 'set', or 'other'
--   g                          get; answers 'other'
--   l                          get, and tell this JVM of changes from now on; answers 'other'
-- What would change something answers 'memory' and does not if Redis has none left.
-- Returns 'OK' and the answers; then, if there was any 'other' and this is no repeated reply, the version, when it
-- changed last, and the value.

local refused = moved(redis.call('HGET', KEYS[1], 'i'))
if refused then
  return refused
end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local version = redis.call('HGET', KEYS[1], 'n')
local reply = { 'OK' }
local changed = false
local refuses = false
local wanted = false
local listens = false

local function set(value)
  if change('HSET', KEYS[1], 'v', value, 'd', string.format('%.0f', now)) == 'memory' then
    refuses = true
    reply[#reply + 1] = 'memory'
    return
  end
  version = string.format('%.0f', redis.call('HINCRBY', KEYS[1], 'n', 1))
  changed = true
  reply[#reply + 1] = 'set'
end

local function other()
  wanted = true
  reply[#reply + 1] = 'other'
end

local at = 5
while ARGV[at] do
  local operation = ARGV[at]
  if operation == 's' then
    set(ARGV[at + 1])
    at = at + 2
  elseif operation == 'c' then
    if ARGV[at + 1] == ARGV[2] and ARGV[at + 2] == version then
      set(ARGV[at + 3])
    else
      other()
    end
    at = at + 4
  else
    other()
    listens = listens or operation == 'l'
    at = at + 1
  end
end

local since = string.format('%.0f', now - tonumber(ARGV[4]))
if changed or refuses then
  -- Also a refusal: a copy of this script that comes in late must not succeed.
  keep(cmsgpack.pack(reply))
end
if changed then
  for _, channel in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], since, '+inf')) do
    if channel ~= ARGV[3] then
      redis.call('PUBLISH', channel, 'change ' .. KEYS[1])
    end
  end
end
if listens then
  redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', '(' .. since)
  note('ZADD', KEYS[3], string.format('%.0f', now), ARGV[3])
end
if wanted then
  local present = redis.call('HMGET', KEYS[1], 'd', 'v')
  reply[#reply + 1] = version
  reply[#reply + 1] = present[1]
  reply[#reply + 1] = present[2]
end
return reply
