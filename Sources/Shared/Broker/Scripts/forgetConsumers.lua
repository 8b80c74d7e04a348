#!lua flags=allow-oom
-- Removes consumers whose workers have died: silent for long, and nothing is pending for them.
--
-- Key: the stream.
-- @param stream   of jobs
-- @param silence  milliseconds
-- @return OK
local consumers = redis.pcall('XINFO', 'CONSUMERS', stream, GROUP)
if consumers.err then return {'OK'} end
for _, consumer in ipairs(consumers) do
  local name, pending, idle = consumer[2], consumer[4], consumer[6]
  if pending == 0 and idle > tonumber(silence) then
    redis.call('XGROUP', 'DELCONSUMER', stream, GROUP, name)
  end
end
return {'OK'}
