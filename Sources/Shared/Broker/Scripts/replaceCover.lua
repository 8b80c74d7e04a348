#!lua
-- Keeps a picture that is to replace the cover.
--
-- Key: the download's record.
-- @param id         of the download
-- @param user       who chose it
-- @param mediaType  of the picture
-- @param picture    bytes, as they were sent
-- @return OK
-- @return NOTFOUND       the user has no such download
-- @return REFUSED state  it is too late
local d = loadOwn(id, user)
if not d then return {'NOTFOUND'} end
if not NEXT.cancel[d.state] then return {'REFUSED', d.state} end
redis.call('SET', coverUploadKey(d.id), picture)
save(d, {replacedCover = mediaType, cover = digits(tonumber(d.version) + 1)}, EVENT_UPDATED)
return {'OK'}
