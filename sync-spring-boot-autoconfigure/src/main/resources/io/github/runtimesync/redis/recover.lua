-- Finds out what another script of this lane was answered, which was given up, and sees to it that it does not run any
-- more if it has not. Follows change.lua. Whether the primitive is still the same does not matter.
--
-- ARGV[3] the sequence number of the other script
-- Returns 'OK' and what the other script returned, which begins with 'OK' too; nothing else if it has not run.

local reply = { 'OK' }
local sequence, kept = string.match(redis.call('GET', KEYS[2]) or '', '^(%d+) (.*)$')
if sequence == ARGV[3] then
  for i, part in ipairs(unpacked(kept)) do
    reply[i + 1] = part
  end
end
keep(cmsgpack.pack(reply))
return reply
