-- How items are taken, and what becomes of leases on them. Follows queue-options.lua.

-- How many to pop at once: few enough not to go far beyond a limit of bytes.
local CHUNK = 16

-- How many expired items to drop with one script.
local MAX_DROPPED = 1000

-- Takes items in the order of delivery. Drops expired ones. Returns the items, whether there was too much to go on, and how
-- many have left the queue, for which others may wait.
local function take(wanted, limit)
  local items = {}
  local bytes = 0
  local dropped = 0
  if extras then
    extras.admit()
  end
  while not paused and #items < wanted and bytes < limit and dropped < MAX_DROPPED do
    -- What has gone may have made room for what is due.
    if length == 0 and not (extras and extras.admit() > 0) then
      break
    end
    local count = math.min(wanted - #items, CHUNK)
    local popped
    if extras then
      popped = extras.pop(count)
    else
      -- One without a count, which would cost as much again.
      popped = (count == 1) and { redis.call('LPOP', KEYS[3]) } or redis.call('LPOP', KEYS[3], count)
      length = length - #popped
    end
    if not popped[1] then
      break
    end
    for _, item in ipairs(popped) do
      if extras and not extras.leave(item) then
        dropped = dropped + 1
      else
        items[#items + 1] = item
        bytes = bytes + #item
      end
    end
  end
  if dropped > 0 then
    redis.call('HINCRBY', KEYS[1], 'e', dropped)
  end
  local gone = #items + dropped
  if extras and gone > 0 then
    extras.admit()
  end
  return items, bytes >= limit or dropped >= MAX_DROPPED, gone
end

-- What is done with leases: a table of functions, made only for a queue that ever had one.
local function newLeases()
  local leases = {}

  local nextEnd

  function leases.add(token, deadline, leased)
    redis.call('HSET', KEYS[8], token, leased)
    redis.call('ZADD', KEYS[7], deadline, token)
    nextEnd = math.min(nextEnd or math.huge, tonumber(deadline))
  end

  -- Ends a lease. Returns 1, or 0 if there is no such lease any more.
  function leases.finish(token)
    redis.call('ZREM', KEYS[7], token)
    return redis.call('HDEL', KEYS[8], token)
  end

  -- Ends a lease whose item is to be delivered again, and notes in the item how often it was. Returns as finish() does.
  -- Items go to the head of the queue in the opposite order of that in which they come here.
  function leases.giveBack(token, counts)
    local leased = redis.call('HGET', KEYS[8], token)
    if leases.finish(token) == 0 then
      return 0
    end
    local space = string.find(leased, ' ', 1, true)
    local deliveries = string.sub(leased, 1, space - 1) - (counts and 0 or 1)
    local item = string.sub(leased, space + 1)
    if deliveries > 0 and string.sub(item, 1, 2) == '1 ' then
      item = string.format('1+%d', deliveries) .. string.sub(item, 2)
    end
    putBack(item)
    return 1
  end

  local function findNextEnd()
    nextEnd = tonumber(redis.call('ZRANGE', KEYS[7], '0', '0', 'WITHSCORES')[2])
  end

  -- Puts items back whose lease has run out. Not all at once, if there are very many.
  function leases.returnExpired()
    findNextEnd()
    if nextEnd and nextEnd <= now then
      local expired = redis.call('ZRANGEBYSCORE', KEYS[7], '-inf', stamp, 'LIMIT', '0', '100')
      for i = #expired, 1, -1 do
        leases.giveBack(expired[i], true)
      end
      findNextEnd()
    end
  end

  -- When the next lease runs out, nil if there is none, once returnExpired() has looked.
  function leases.nextEnd()
    return nextEnd
  end

  return leases
end

-- nil as long as no item was on lease.
local leases = leased and newLeases()

-- In how many milliseconds there may be more to take, -1 if that is not a matter of time. Whoever only waits for what
-- others have on lease does not look before some milliseconds are over. It is given what a plain queue has none of, since
-- each variable that a function captures costs every script.
local function nextLook(extras, leases, least)
  local due = extras and extras.nextDue() or -1
  local ends = leases and leases.nextEnd()
  if not ends then
    return due
  end
  local millis = math.max(least, ends - now)
  return (due < 0) and millis or math.min(due, millis)
end
