#!lua
-- Announces how far a fetch is: in the record and to who listens now, not in the log.
--
-- Key: the download's record.
-- @param id        of the download
-- @param fence     of the claim
-- @param entry     of the job in its stream
-- @param progress  JSON
-- @return OK
-- @return LOST     the claim is another's, or over
local d = loadRecord(id)
if not holdsClaim(d, fence, entry) then return {'LOST'} end
redis.call('HSET', downloadKey(d.id), 'progress', progress)
redis.call('PUBLISH', eventsKey(d.user),
  cjson.encode({event = EVENT_PROGRESS, id = d.id, progress = progress}))
return {'OK'}
