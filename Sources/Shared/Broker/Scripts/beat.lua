#!lua
-- Keeps a claim alive: its entry is not idle, and the user's lock does not run out.
--
-- Key: the download's record.
-- @param id        of the download
-- @param fence     of the claim
-- @param entry     of the job in its stream
-- @param consumer  the worker
-- @return OK
-- @return LOST     the claim is another's, or over
local d = loadRecord(id)
if not holdsClaim(d, fence, entry) or d.owner ~= consumer then return {'LOST'} end
local kept = redis.call('XCLAIM', d.stream, GROUP, consumer, 0, entry, 'JUSTID')
if #kept == 0 then return {'LOST'} end
extendLock(d, LOCK_MS)
return {'OK'}
