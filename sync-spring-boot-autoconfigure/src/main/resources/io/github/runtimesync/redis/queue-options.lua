-- What a queue needs that has items with options: a table of functions, made only for such a queue, since every script
-- pays for each function that it defines. Follows queue.lua.

local function newExtras()
  local extras = {}

  -- The largest number of milliseconds that a score holds exactly.
  local LATEST = 9007199254740992

  -- The attributes of an item that was put with options, nil if it has none. See EntryFormat.
  local function attributesOf(item)
    return string.match(item, '^1%S* %d+ [^; \n]+(;[^ \n]+)')
  end

  local function idOf(item)
    return string.match(item, '^1%S* %d+ ([^; \n]+)')
  end

  local function keyOf(attributes)
    return string.match(attributes, ';k=([^;]+)')
  end

  local function priorityOf(attributes)
    return string.match(attributes, ';p=(-?%d+)')
  end

  local function isExpired(attributes)
    local expires = string.match(attributes, ';x=(%d+)')
    return expires and now >= tonumber(expires)
  end

  extras.attributesOf = attributesOf
  extras.keyOf = keyOf

  function extras.isFresh(item)
    local attributes = attributesOf(item)
    return not attributes or not isExpired(attributes)
  end

  -- Frees the key of an item that leaves the queue, if it has one. Returns whether it can still be delivered.
  function extras.leave(item)
    local attributes = attributesOf(item)
    local key = attributes and keyOf(attributes)
    if key and redis.call('HGET', KEYS[11], key) == idOf(item) then
      redis.call('HDEL', KEYS[11], key)
    end
    return not attributes or not isExpired(attributes)
  end

  -- Gives an item a number that puts it where it belongs among equals, behind the others or in front of them.
  function extras.numbered(item, front)
    local sequence = redis.call('HINCRBY', KEYS[1], front and 'b' or 'q', front and '-1' or '1')
    return string.format('%016.0f', 4503599627370496 + sequence) .. item
  end

  function extras.enqueue(item, attributes, front)
    local priority = attributes and priorityOf(attributes)
    if priority then
      redis.call('ZADD', KEYS[9], -priority, extras.numbered(item, front))
    else
      redis.call(front and 'LPUSH' or 'RPUSH', KEYS[3], item)
    end
    length = length + 1
  end

  -- Puts an item that was taken back to where it was. Its key may be taken by another one since.
  function extras.putBack(item)
    local attributes = attributesOf(item)
    local key = attributes and keyOf(attributes)
    if key then
      redis.call('HSETNX', KEYS[11], key, idOf(item))
    end
    local due = attributes and tonumber(string.match(attributes, ';d=(%d+)'))
    if due and now < due then
      redis.call('ZADD', KEYS[10], string.format('%.0f', due), extras.numbered(item, true))
    else
      extras.enqueue(item, attributes, true)
    end
  end

  -- Whether items are due that could have been let in, but were too many for one script.
  local moreDue = false

  -- Lets delayed items in that are due, as far as there is room, and returns how many. Whoever waits to put a delayed one
  -- can go on then; whoever waits for an item is the caller's business.
  function extras.admit()
    local admitted = 0
    while true do
      local room = (bound > 0) and math.min(bound - length, 100) or 100
      moreDue = admitted >= 1000
      if moreDue then
        break
      end
      local due = room > 0
        and redis.call('ZRANGEBYSCORE', KEYS[10], '-inf', stamp, 'LIMIT', '0', room) or {}
      if not due[1] then
        break
      end
      -- Without memory left Redis allows changes that need some only after one that needs none.
      redis.call('ZREM', KEYS[10], unpack(due))
      redis.call('HINCRBY', KEYS[1], 'n', #due)
      for _, numbered in ipairs(due) do
        local item = string.sub(numbered, 17)
        extras.enqueue(item, attributesOf(item), false)
      end
      admitted = admitted + #due
    end
    if admitted > 0 and bound > 0 and not closed then
      wakeAll(KEYS[12], 'room')
    end
    return admitted
  end

  -- In how many milliseconds there will be more to let in, -1 if that is not a matter of time.
  function extras.nextDue()
    if moreDue then
      return 0
    end
    local first = redis.call('ZRANGEBYSCORE', KEYS[10], '(' .. stamp, '+inf', 'WITHSCORES', 'LIMIT', '0', '1')
    return first[2] and math.max(0, first[2] - now) or -1
  end

  -- The first items of other priorities, those before or those behind the plain ones.
  local function prioritized(min, max, wanted)
    local numbered = redis.call('ZRANGEBYSCORE', KEYS[9], min, max, 'LIMIT', '0', wanted)
    if numbered[1] then
      redis.call('ZREM', KEYS[9], unpack(numbered))
    end
    for i, item in ipairs(numbered) do
      numbered[i] = string.sub(item, 17)
    end
    return numbered
  end

  -- Pops items that come next, without a look at when they expire.
  function extras.pop(wanted)
    local items = prioritized('-inf', '(0', wanted)
    if not items[1] then
      items = redis.call('LPOP', KEYS[3], wanted) or {}
    end
    if not items[1] then
      items = prioritized('(0', '+inf', wanted)
    end
    length = length - #items
    return items
  end

  local function delay(item, due)
    local first = redis.call('ZRANGEBYSCORE', KEYS[10], '(' .. stamp, '+inf', 'WITHSCORES', 'LIMIT', '0', '1')
    redis.call('ZADD', KEYS[10], string.format('%.0f', due), extras.numbered(item))
    return not first[1] or due < tonumber(first[2])
  end

  -- Puts an item with options, given as queue-put.lua gets it and for how many there is room. Returns what has become of
  -- it, as a letter, and whether it is delayed; with a delayed one whether it will be due before all others, with one of
  -- priority 0 the item, which has yet to go to the list.
  function extras.put(text, room, delayedRoom)
    local millis, life, start = string.match(text, '^@(%d+) (-?%d+) ()')
    local id, attributes, rest = string.match(text, '^([^; \n]+)([^ \n]*)()', start)
    local key = keyOf(attributes)
    if key and redis.call('HEXISTS', KEYS[11], key) == 1 then
      return 'd'
    end
    local isDelayed = tonumber(millis) > 0
    if (isDelayed and delayedRoom or room) <= 0 then
      return 'f'
    end
    -- The clock was at some point of this millisecond: it must have passed for a delay to be over.
    local due = math.min(isDelayed and now + 1 + millis or now, LATEST)
    if isDelayed then
      attributes = string.format(';d=%.0f', due) .. attributes
    end
    if tonumber(life) >= 0 then
      attributes = string.format(';x=%.0f', math.min(due + life, LATEST)) .. attributes
    end
    local item = '1 ' .. stamp .. ' ' .. id .. attributes .. string.sub(text, rest)
    if key then
      redis.call('HSET', KEYS[11], key, id)
    end
    if not options then
      redis.call('HSET', KEYS[1], 'a', state .. 'o')
      options = true
    end
    if isDelayed then
      return 'a', true, delay(item, due)
    elseif priorityOf(attributes) then
      extras.enqueue(item, attributes, false)
      return 'a', false
    end
    return 'a', false, item
  end

  return extras
end

-- nil as long as no item was put with options.
local extras = options and newExtras()

-- Puts an item that was taken back to the front, or, if it was put with options, to where it was.
local function putBack(item)
  if extras then
    extras.putBack(item)
  else
    redis.call('LPUSH', KEYS[3], item)
    length = length + 1
  end
end
