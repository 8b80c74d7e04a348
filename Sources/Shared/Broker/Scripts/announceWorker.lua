#!lua
-- Stores a worker's report. A worker that has been silent for too long is forgotten.
--
-- Key: the hash of workers, by name: milliseconds of the report, a space, and the report.
-- @param name     of the worker
-- @param report   JSON
-- @param silence  milliseconds after which a worker is forgotten
-- @return OK
local now = nowMilliseconds()
redis.call('HSET', workersKey, name, digits(now) .. ' ' .. report)
local flat = redis.call('HGETALL', workersKey)
for i = 1, #flat, 2 do
  local at = tonumber(flat[i + 1]:match('^%d+')) or 0
  if at < now - tonumber(silence) then redis.call('HDEL', workersKey, flat[i]) end
end
return {'OK'}
