-- Stands before the text of every script that changes something. Ends a script that must not run: what has run already
-- gets its reply again, and what was overtaken by a later script of its lane is answered 'STALE'.
--
-- Two things cost the server more than they look like, here and in all scripts: a number as the argument of a command,
-- since Redis prints it as a double, and each new string, since all of its bytes are hashed.
--
-- KEYS[1] the definition of the primitive
-- KEYS[2] what the sending lane was answered last: its sequence number, a space, and the reply, see keep()
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

-- Its beginning, with the flags and the time of a queue's: what is behind may be as large as an item.
local last = redis.call('GETRANGE', KEYS[2], '0', '39')

-- Whether the lane has kept an answer in this period before. To give a key a time to live costs the server more than
-- to add to a counter; so only the first answer of a period does it, and those that take its place inherit it.
local lives = false

if last ~= '' then
  local sequence = tonumber(string.match(last, '^%d+'))
  local own = tonumber(ARGV[1])
  if sequence == own then
    return unpacked(string.match(redis.call('GET', KEYS[2]), ' (.*)$'))
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

-- Keeps a reply for a resend: for longer than a period and the time for which anything is sent again, together. Every script
-- that has changed something keeps what it returns. As words with a space between them, a number with a colon before it:
-- packing them would cost the server more than adding to a counter does. What is no such words may be packed instead.
-- Behind the words there may be items, which are arbitrary bytes: one after a newline, or several, packed, after a tab.
local function keep(words, items)
  local text
  if not items or not items[1] then
    text = ARGV[1] .. ' ' .. words
  elseif not items[2] then
    text = ARGV[1] .. ' ' .. words .. '\n' .. items[1]
  else
    text = ARGV[1] .. ' ' .. words .. '\t' .. cmsgpack.pack(items)
  end
  local kept
  if lives then
    kept = redis.pcall('SET', KEYS[2], text, 'KEEPTTL')
  else
    kept = redis.pcall('SET', KEYS[2], text, 'EX', '900')
  end
  if kept.err then
    -- Without memory left Redis lets that pass after a change that needs none.
    redis.call('HDEL', KEYS[1], '')
    redis.call('SET', KEYS[2], text, 'EX', '900')
  end
end
