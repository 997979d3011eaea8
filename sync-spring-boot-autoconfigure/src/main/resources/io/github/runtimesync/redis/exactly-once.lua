-- Stands before the text of every script that changes something. Ends a script that must not run: what has run already
-- gets its reply again, and what was overtaken by a later script of its lane is answered 'STALE'.
--
-- A number that goes to a command is written as text where that is possible, since Redis would print it as a double, which
-- costs as much as a command that finds nothing.
--
-- KEYS[1] the definition of the primitive
-- KEYS[2] what the sending lane was answered last: its sequence number, a space, and the reply, see keepText()
-- ARGV[1] the sequence number. Every five minutes it goes on with the next multiple of 1000000, so two numbers with the
--   same multiple below them were sent in one such period
-- ARGV[2] the identity of the primitive as the sender knows it

-- What a script was answered, given the text after the sequence number.
local function unpacked(reply)
  -- A packed table does not begin with a letter.
  if string.byte(reply) > 127 then
    return cmsgpack.unpack(reply)
  end
  local words, mark, rest = string.match(reply, '^([^\n\t]*)([\n\t]?)(.*)$')
  local parts = {}
  for word in string.gmatch(words .. ' ', '(.-) ') do
    parts[#parts + 1] = string.byte(word) == 58 and tonumber(string.sub(word, 2)) or word
  end
  if mark == '\n' then
    parts[#parts + 1] = rest
  elseif mark == '\t' then
    for _, item in ipairs(cmsgpack.unpack(rest)) do
      parts[#parts + 1] = item
    end
  end
  return parts
end

local last = redis.call('GET', KEYS[2])

-- Whether the lane has kept an answer in this period before. To give a key a time to live costs the server more than
-- to add to a counter; so only the first answer of a period does it, and those that take its place inherit it.
local lives = false

if last then
  local sequence = tonumber(string.match(last, '^%d+'))
  local own = tonumber(ARGV[1])
  if sequence == own then
    return unpacked(string.match(last, ' (.*)$'))
  elseif sequence > own then
    return { 'STALE' }
  end
  lives = sequence >= own - own % 1000000
end

-- The reply if the primitive is not the one that the script is meant for, given the identity that it has. nil if it is.
local function moved(identity)
  if identity == ARGV[2] then
    return nil
  end
  -- A removed primitive has left its next generation.
  return { 'MOVED', identity or redis.call('HGET', KEYS[1], 'g') or '' }
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
  local reply = redis.pcall(...)
  if type(reply) == 'table' and reply.err then
    redis.call('HDEL', KEYS[1], '')
    redis.call(...)
  end
end

-- Keeps the text of a reply for a resend: for longer than a period and the time for which anything is sent again,
-- together. The text is words with a space between them, a number with a colon before it. Packing them would cost the
-- server more than adding to a counter does.
local function keepText(words)
  local reply = ARGV[1] .. ' ' .. words
  if lives then
    note('SET', KEYS[2], reply, 'KEEPTTL')
  else
    note('SET', KEYS[2], reply, 'EX', '900')
  end
end

-- Keeps a reply of words, and behind them items, which are arbitrary bytes: one after a newline, more packed after a tab.
local function keepItems(words, items)
  if items[2] then
    words = words .. '\t' .. cmsgpack.pack(items)
  elseif items[1] then
    words = words .. '\n' .. items[1]
  end
  keepText(words)
end

-- Keeps any reply, packed. Every script that has changed something keeps what it returns, in one of these ways.
local function keep(reply)
  keepText(cmsgpack.pack(reply))
  return reply
end
