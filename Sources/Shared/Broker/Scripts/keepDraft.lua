#!lua
-- Keeps what was typed, over what was typed before.
--
-- Key: the download's record.
-- @param id     of the download
-- @param user   who typed
-- @param edits  JSON
-- @return OK
-- @return NOTFOUND       the user has no such download
-- @return REFUSED state  it is too late
local d = loadOwn(id, user)
if not d then return {'NOTFOUND'} end
if not NEXT.cancel[d.state] then return {'REFUSED', d.state} end
local draft, isNew = mergeDraft(d, edits)
if isNew then save(d, {draft = draft}, EVENT_UPDATED) end
return {'OK'}
