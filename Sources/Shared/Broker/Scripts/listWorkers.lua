#!lua flags=allow-oom
-- Lists the workers that have reported.
--
-- Key: the hash of workers, see announceWorker.lua.
-- @param silence  milliseconds after which a worker is not listed
-- @return OK at report…  for each worker the milliseconds of its report, and the report as JSON
local oldest, reply = nowMilliseconds() - tonumber(silence), {'OK'}
local flat = redis.call('HGETALL', workersKey)
for i = 1, #flat, 2 do
  local at, report = flat[i + 1]:match('^(%d+) (.*)$')
  if at and tonumber(at) >= oldest then
    reply[#reply + 1] = at
    reply[#reply + 1] = report
  end
end
return reply
