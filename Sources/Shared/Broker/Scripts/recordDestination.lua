#!lua
-- Records where the file is about to be placed.
--
-- Key: the download's record.
-- @param id     of the download
-- @param fence  of the claim
-- @param entry  of the job in its stream
-- @param path   relative to the library
-- @return OK
-- @return LOST  the claim is another's, or over
local d = loadRecord(id)
if not holdsClaim(d, fence, entry) then return {'LOST'} end
save(d, {destination = path}, nil)
return {'OK'}
