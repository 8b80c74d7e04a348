#!lua
-- Approves. The edits become part of the draft as well: it shows clients what was approved.
--
-- Key: the download's record.
-- @param id     of the download
-- @param user   who approves
-- @param edits  JSON
-- @return FILING         it is queued for the library
-- @return EARLY          still fetching; may be replaced until then
-- @return NOTFOUND       the user has no such download
-- @return REFUSED state  it is too late
local d = loadOwn(id, user)
if not d then return {'NOTFOUND'} end
local to = NEXT.confirm[d.state]
if not to then return {'REFUSED', d.state} end
local draft = mergeDraft(d, edits)
if to == d.state then
  if d.edits ~= edits then
    save(d, {edits = edits, draft = draft, confirmed = '1'}, EVENT_UPDATED)
  end
  return {'EARLY'}
end
local stream, entry = queueFiling(d)
setDeadline(id, REVIEW_MS)
extendLock(d, LOCK_MS)
save(d, {
  state = to, edits = edits, draft = draft, confirmed = '1', attempts = '0', lastError = '',
  fence = digits(tonumber(d.fence) + 1), stream = stream, entry = entry,
}, EVENT_FINALIZING)
return {'FILING'}
