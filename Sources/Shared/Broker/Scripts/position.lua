#!lua flags=allow-oom
-- Reads the place of the user's newest event.
--
-- Key: the user's event log.
-- @param user  whose log it is
-- @return OK epoch offset
local epoch = openEventLog(user)
return {'OK', epoch, redis.call('HGET', eventsMetaKey(user), 'offset')}
