-- Stands before the text of every script that changes something.
--
-- KEYS[1] the definition of the primitive
-- KEYS[2] what the sending lane was answered last: its sequence number, a space, and the reply, either packed or as
--   words with a space between them
-- ARGV[1] the sequence number. Every five minutes it goes on with the next multiple of 1000000, so two numbers with the
--   same multiple below them were sent in one such period
-- ARGV[2] the identity of the primitive as the sender knows it

-- Whether the lane has kept an answer in this period before. To give a key a time to live costs the server more than
-- to add to a counter; so only the first answer of a period does it, and those that take its place inherit it.
local lives = false

-- What the lane was answered last, given the text after the sequence number.
local function unpacked(reply)
  -- A packed table does not begin with a letter.
  if string.byte(reply) > 127 then
    return cmsgpack.unpack(reply)
  end
  local words = {}
  for word in string.gmatch(reply, '%S+') do
    words[#words + 1] = word
  end
  return words
end

-- The reply to a script that must not run: it has run already, or it was overtaken by a later one of its lane. nil if it
-- may run.
local function answered()
  local last = redis.call('GET', KEYS[2])
  if not last then
    return nil
  end
  local space = string.find(last, ' ', 1, true)
  local sequence = tonumber(string.sub(last, 1, space - 1))
  local own = tonumber(ARGV[1])
  if sequence == own then
    return unpacked(string.sub(last, space + 1))
  end
  if sequence > own then
    return { 'STALE' }
  end
  lives = sequence >= own - own % 1000000
  return nil
end

-- The reply if the primitive is not the one that the script is meant for, given the identity that it has. nil if it is.
local function moved(identity)
  if identity == ARGV[2] then
    return nil
  end
  -- A removed primitive has left its next generation.
  return { 'MOVED', identity or redis.call('HGET', KEYS[1], 'g') or '' }
end

local function refusal()
  return answered() or moved(redis.call('HGET', KEYS[1], 'i'))
end

-- Whether Redis has no memory left.
local full = false

-- Makes a change that needs memory. Returns what the command does, 'overflow', or 'memory' if there is none left; then
-- nothing was changed, nothing that needs memory will be any more, and what needs little may follow: Redis lets it pass
-- after a change that needs none.
local function change(...)
  if full then
    return 'memory'
  end
  local reply = redis.pcall(...)
  if type(reply) == 'table' and reply.err then
    if string.find(reply.err, 'overflow', 1, true) then
      return 'overflow'
    elseif not string.find(reply.err, 'OOM', 1, true) then
      -- Fails again, and ends the script with the code of the error.
      return redis.call(...)
    end
    full = true
    redis.call('HDEL', KEYS[1], '')
    return 'memory'
  end
  return reply
end

-- Makes a change that needs little, also if there is no memory left.
local function note(...)
  if change(...) == 'memory' then
    redis.call(...)
  end
end

-- Keeps the text of a reply for a resend: for longer than a period and the time for which anything is sent again,
-- together.
local function keepText(reply)
  local last = ARGV[1] .. ' ' .. reply
  if lives then
    note('SET', KEYS[2], last, 'KEEPTTL')
  else
    note('SET', KEYS[2], last, 'EX', 900)
  end
end

-- Keeps the reply for a resend. To be called by every script that has changed something, with what it returns.
local function keep(reply)
  keepText(cmsgpack.pack(reply))
  return reply
end
