#!lua
-- Stores the cover without an event of its own: the suggested one, or while filing the one that replaces it.
--
-- Key: the download's record.
-- @param id     of the download
-- @param fence  of the claim
-- @param entry  of the job in its stream
-- @param jpeg   the picture's bytes
-- @return OK
-- @return LOST  the claim is another's, or over
local d = loadRecord(id)
if not holdsClaim(d, fence, entry) then return {'LOST'} end
redis.call('SET', coverKey(d.id), jpeg)
local changes = {cover = digits(tonumber(d.version) + 1)}
if d.state == STATE_FINALIZING then
  changes.replacedCover = ''
  redis.call('DEL', coverUploadKey(d.id))
end
save(d, changes, nil)
return {'OK'}
