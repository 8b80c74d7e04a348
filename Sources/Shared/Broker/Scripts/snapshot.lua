#!lua flags=allow-oom
-- Reads all of the user's downloads, and the place in the event log that they correspond to.
--
-- Key: the user's event log.
-- @param user  whose downloads they are
-- @return OK epoch offset record…  the records as JSON, newest first
local epoch = openEventLog(user)
local reply = {'OK', epoch, redis.call('HGET', eventsMetaKey(user), 'offset')}
for _, id in ipairs(redis.call('ZREVRANGE', downloadsKey(user), 0, -1)) do
  local d = loadRecord(id)
  if d then reply[#reply + 1] = cjson.encode(d) end
end
return reply
