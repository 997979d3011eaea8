-- How items are taken, and what becomes of leases on them. Follows queue-options.lua.

-- How many to pop at once: few enough not to go far beyond a limit of bytes.
local CHUNK = 16

-- How many expired items to drop with one script.
local MAX_DROPPED = 1000

local function pop(wanted)
  if extras then
    return extras.pop(wanted)
  end
  if length == 0 then
    return {}
  end
  local items = redis.call('LPOP', KEYS[3], wanted) or {}
  count(-#items)
  if #items < wanted then
    length = 0
  end
  return items
end

-- Takes items in the order of delivery and hands each to a function, together with its number. Drops expired ones.
-- Returns how many were taken, whether there was too much to go on, and how many have left the queue, for which others
-- may wait.
local function take(wanted, limit, receive)
  local taken = 0
  local bytes = 0
  local dropped = 0
  if extras then
    extras.admit()
  end
  while not paused and taken < wanted and bytes < limit and dropped < MAX_DROPPED do
    local items = pop(math.min(wanted - taken, CHUNK))
    -- What has gone may have made room for what is due.
    if not items[1] and not (extras and extras.admit() > 0) then
      break
    end
    for _, item in ipairs(items) do
      if extras and not extras.leave(item) then
        dropped = dropped + 1
      else
        taken = taken + 1
        bytes = bytes + #item
        receive(item, taken)
      end
    end
  end
  if taken > 0 then
    redis.call('HINCRBY', KEYS[1], 'k', taken)
  end
  if dropped > 0 then
    redis.call('HINCRBY', KEYS[1], 'e', dropped)
  end
  if extras and taken + dropped > 0 then
    extras.admit()
  end
  return taken, bytes >= limit or dropped >= MAX_DROPPED, taken + dropped
end

-- Notes the sender down as waiting although those who have waited got their items, if nothing is left: they are likely to
-- come back, and then know that there is nothing.
local function stay(flag)
  if not closed and not paused and not options and size() == 0 then
    await(KEYS[4], flag)
  end
end

-- Ends a lease. Returns what was on lease, nil if there is no such lease any more.
local function endLease(token)
  local leased = redis.call('HGET', KEYS[8], token)
  redis.call('HDEL', KEYS[8], token)
  redis.call('ZREM', KEYS[7], token)
  return leased
end

-- Ends a lease whose item is to be delivered again, and notes in the item how often it was. Returns 1, or 0 if there
-- is no such lease any more. Items go to the head of the queue in the opposite order of that in which they come here.
local function giveBack(token, counts)
  local leased = endLease(token)
  if not leased then
    return 0
  end
  local space = string.find(leased, ' ', 1, true)
  local deliveries = string.sub(leased, 1, space - 1) - (counts and 0 or 1)
  local item = string.sub(leased, space + 1)
  if deliveries > 0 and string.sub(item, 1, 2) == '1 ' then
    item = string.format('1+%d', deliveries) .. string.sub(item, 2)
  end
  putBack(item)
  redis.call('HINCRBY', KEYS[1], 'k', -1)
  return 1
end

-- When the next lease runs out, nil if there is none.
local nextLease

local function findNextLease()
  nextLease = tonumber(redis.call('ZRANGE', KEYS[7], 0, 0, 'WITHSCORES')[2])
end

-- Puts items back whose lease has run out. Not all at once, if there are very many.
local function returnExpired()
  findNextLease()
  if nextLease and nextLease <= now then
    local expired = redis.call('ZRANGEBYSCORE', KEYS[7], '-inf', stamp, 'LIMIT', 0, 100)
    for i = #expired, 1, -1 do
      giveBack(expired[i], true)
    end
    findNextLease()
  end
end

-- In how many milliseconds there may be more to take, -1 if that is not a matter of time. Whoever only waits for what
-- others have on lease does not look before some milliseconds are over.
local function nextLook(least)
  local due = extras and extras.nextDue() or -1
  if not nextLease then
    return due
  end
  local millis = math.max(least, nextLease - now)
  return (due < 0) and millis or math.min(due, millis)
end
