-- What callers of one JVM want of a wait group, in the order in which they came. Follows change.lua.
--
-- KEYS[1] has v the count, r the round, b when the present round began
-- KEYS[3] the JVMs that wait: channels by the time of their last look
-- ARGV[3] the channel of the sending JVM
-- ARGV[4] for how many milliseconds after its last look a JVM counts as waiting
-- ARGV[5...] the operations:
--   NUMBER  add; answers the round it belongs to, with a z behind it if it ended that round;
--           'n' if the count would be negative, 'm' if it would be too large, 'o' if it would grow and Redis has no
--           memory left, and changes nothing
--   NUMBER IDENTITY  the same, but answers 'l' if that is not the identity of the primitive any more
--   g       get; answers the count
--   w       wait; answers the round to wait for, or 'z' if the count is zero
-- Returns 'OK', the round, and the answers.

local refused = moved(redis.call('HGET', KEYS[1], 'i'))
if refused then
  return refused
end

local MAX = 2147483647

local state = redis.call('HMGET', KEYS[1], 'v', 'r', 'b')
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local count, round, began, changed, ended, waits
local adds = false

local function number(value)
  return string.format('%.0f', value)
end

local function add(delta)
  adds = true
  local sum = count + delta
  if sum < 0 then
    return 'n'
  elseif sum > MAX then
    return 'm'
  elseif full and delta > 0 then
    return 'o'
  end
  local answer = number(round)
  changed = true
  if count == 0 then
    began = number(now)
  end
  count = sum
  if sum == 0 then
    round = round + 1
    began = ''
    ended = true
    waits = false
    return answer .. 'z'
  end
  return answer
end

-- Finds out the new state and what to answer.
local function evaluate()
  count = tonumber(state[1])
  round = tonumber(state[2])
  began = state[3] or ''
  changed = false
  ended = false
  waits = false
  local reply = { 'OK', '' }
  for at = 5, #ARGV do
    local operation = ARGV[at]
    local answer
    if operation == 'g' then
      answer = number(count)
    elseif operation ~= 'w' then
      local space = string.find(operation, ' ', 1, true)
      if space and string.sub(operation, space + 1) ~= ARGV[2] then
        answer = 'l'
      else
        answer = add(tonumber(space and string.sub(operation, 1, space - 1) or operation))
      end
    elseif count == 0 then
      answer = 'z'
    else
      answer = number(round)
      waits = true
    end
    reply[#reply + 1] = answer
  end
  reply[2] = number(round)
  return reply
end

local reply = evaluate()
if changed and change('HSET', KEYS[1], 'v', number(count), 'r', number(round), 'b', began) == 'memory' then
  -- Tasks must be able to end, or whoever waits for them would for ever.
  reply = evaluate()
  redis.call('HSET', KEYS[1], 'v', number(count), 'r', number(round), 'b', began)
  changed = true
end
-- Also if none was counted: a copy of this script that comes in late must not count what the caller believes refused.
if adds then
  keep(cmsgpack.pack(reply))
end
if ended then
  -- All of them, also those that will wait for the next round: they note themselves down again.
  local since = number(now - tonumber(ARGV[4]))
  for _, channel in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], since, '+inf')) do
    if channel ~= ARGV[3] then
      redis.call('PUBLISH', channel, 'zero/' .. number(round) .. '/' .. ARGV[2] .. ' ' .. KEYS[1])
    end
  end
  redis.call('DEL', KEYS[3])
end
if waits then
  note('ZADD', KEYS[3], number(now), ARGV[3])
end
return reply
