#!lua
-- Stores what the site said, and announces it.
--
-- Key: the download's record.
-- @param id            of the download
-- @param fence         of the claim
-- @param entry         of the job in its stream
-- @param suggestion    JSON
-- @param ytDlpVersion  that fetched it
-- @return OK
-- @return LOST         the claim is another's, or over
local d = loadRecord(id)
if not holdsClaim(d, fence, entry) then return {'LOST'} end
save(d, {suggested = suggestion, ytDlpVersion = ytDlpVersion}, EVENT_METADATA)
return {'OK'}
