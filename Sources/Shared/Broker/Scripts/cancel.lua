#!lua flags=allow-oom
-- Cancels or discards.
--
-- Key: the download's record.
-- @param id    of the download
-- @param user  who cancels
-- @return OK
-- @return ALREADY        it was cancelled before
-- @return NOTFOUND       the user has no such download
-- @return REFUSED state  it is too late
local d = loadOwn(id, user)
if not d then return {'NOTFOUND'} end
if d.state == STATE_CANCELLED then return {'ALREADY'} end
local to = NEXT.cancel[d.state]
if not to then return {'REFUSED', d.state} end
discard(d)
close(d, {state = to, fence = digits(tonumber(d.fence) + 1)}, EVENT_CANCELLED)
redis.call('PUBLISH', controlKey, id)
return {'OK'}
