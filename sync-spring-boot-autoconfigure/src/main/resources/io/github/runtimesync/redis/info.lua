-- Asks the server about itself.
--
-- KEYS[1] decides about the node of a cluster only
-- Returns two sections of INFO, '' for what the user may not see.

local function info(section)
  local text = redis.pcall('INFO', section)
  return type(text) == 'string' and text or ''
end

return { info('server'), info('memory') }
