-- Takes items on lease in the order of delivery, and carries out what has become of former leases. Follows queue-taking.lua
-- and queue-aside.lua.
--
-- ARGV[6] how many are wanted
-- ARGV[7] 1 if somebody waits until there is one
-- ARGV[8] after how many bytes to take no more
-- ARGV[9] for how many milliseconds a lease lasts
-- ARGV[10] what the tokens of these leases begin with
-- ARGV[11...] changes, each a letter and a token:
--   d  the item is done with
--   a  likewise, and it is kept with those that could not be read
--   r  it goes back, and this delivery counts
--   u  it goes back, and this delivery does not count
--   p  the lease is prolonged
-- Returns 'OK', flags, the time in milliseconds, how many items are left, in how many milliseconds the next lease runs
-- out or the next delayed item is due, -1 if there is neither, one digit for each change, 0 if there is no such lease
-- any more, and for each item its token, how often it was delivered, this time included, and the item.

-- A first change that needs no memory: Redis lets the others pass then even if it has none left, and they need little.
redis.call('HDEL', KEYS[1], '')

local deadline = string.format('%.0f', now + tonumber(ARGV[9]))

leases = leases or newLeases()
local outcomes = {}
for at = 11, #ARGV, 2 do
  local kind = ARGV[at]
  local token = ARGV[at + 1]
  local outcome
  if kind == 'd' then
    outcome = leases.finish(token)
  elseif kind == 'a' then
    local kept = redis.call('HGET', KEYS[8], token)
    outcome = leases.finish(token)
    if outcome == 1 then
      keepAside(string.sub(kept, string.find(kept, ' ', 1, true) + 1))
    end
  elseif kind == 'p' then
    outcome = redis.call('HEXISTS', KEYS[8], token)
    if outcome == 1 then
      redis.call('ZADD', KEYS[7], deadline, token)
    end
  else
    outcome = leases.giveBack(token, kind == 'r')
  end
  outcomes[#outcomes + 1] = outcome
end
leases.returnExpired()

local wanted = tonumber(ARGV[6])
local reply = { 'OK', '', stamp, 0, -1, table.concat(outcomes) }
local items, full, gone = take(wanted, tonumber(ARGV[8]))
if items[1] and not leased then
  redis.call('HSET', KEYS[1], 'a', state .. 'l')
end
for number, item in ipairs(items) do
  local before, rest = string.match(item, '^1%+(%d+)()')
  local deliveries = 1
  if before then
    deliveries = tonumber(before) + 1
    item = '1' .. string.sub(item, rest)
  end
  local token = string.format('%s:%012d:%04d', ARGV[10], ARGV[1], number)
  leases.add(token, deadline, deliveries .. ' ' .. item)
  reply[#reply + 1] = token
  reply[#reply + 1] = deliveries
  reply[#reply + 1] = item
end

if gone > 0 then
  wake('room')
end
reply[4] = length
reply[5] = nextLook(extras, leases, 0)
if closed and reply[4] == 0 and redis.call('ZCARD', KEYS[10]) == 0 and not leases.nextEnd() then
  -- Only now: what is on lease may come back.
  flags = flags .. 'c'
  wakeAll(KEYS[4], 'closed')
elseif #items < wanted then
  if full then
    flags = flags .. 'm'
  elseif ARGV[7] == '1' then
    await(KEYS[4], 'w')
  end
end
wake('item')
reply[2] = flags
keep(cmsgpack.pack(reply))
return reply
