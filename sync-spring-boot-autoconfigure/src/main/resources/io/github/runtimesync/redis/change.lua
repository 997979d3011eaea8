-- How changes are made that Redis may refuse. Follows exactly-once.lua.

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
