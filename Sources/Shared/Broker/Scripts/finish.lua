#!lua flags=allow-oom
-- Ends a claim, one way or another.
--
-- Key: the download's record.
-- @param id           of the download
-- @param fence        of the claim
-- @param entry        of the job in its stream
-- @param move         how it ended: fetched, filed, returned, fail or handBack
-- @param libraryPath  of the file that was filed, else ''
-- @param reason       a sentence on why it was returned, else ''
-- @param draft        JSON of the approved values where it was returned, else ''
-- @param failure      JSON on why it failed, else ''
-- @return OK state       what it is now
-- @return ALREADY state  to its own repetition
-- @return LOST           the claim is another's, or over
local d = loadRecord(id)
local receipt = fence .. ' ' .. entry .. ' ' .. move
if d and d.receipt == receipt then return {'ALREADY', d.state} end
if not holdsClaim(d, fence, entry) then return {'LOST'} end
if move == MOVE_FETCHED and d.confirmed then move = MOVE_FETCHED_AND_APPROVED end
local to = NEXT[move][d.state]
if not to then return {'LOST'} end
local changes = {state = to, receipt = receipt}

if move == MOVE_FILED then
  changes.libraryPath, changes.lastError = libraryPath, ''
  close(d, changes, EVENT_COMPLETED)
  return {'OK', to}
elseif move == MOVE_FAIL then
  changes.failure = failure
  close(d, changes, EVENT_FAILED)
  return {'OK', to}
end

-- The job that follows is queued before this one goes, so no crash can lose both.
local event = nil
local previous = {stream = d.stream, entry = d.entry}
changes.owner, changes.claim, changes.entry, changes.stream, changes.progress = '', '', '', '', ''
if move == MOVE_FETCHED then
  event = EVENT_READY_FOR_REVIEW
  setDeadline(id, REVIEW_MS)
elseif move == MOVE_FETCHED_AND_APPROVED then
  event = EVENT_FINALIZING
  changes.stream, changes.entry = queueFiling(d)
  changes.attempts = '0'
  setDeadline(id, REVIEW_MS)
elseif move == MOVE_RETURNED then
  event = EVENT_READY_FOR_REVIEW
  changes.lastError, changes.draft = reason, draft
  changes.edits, changes.confirmed, changes.destination = '', '', ''
  setDeadline(id, REVIEW_MS)
elseif move == MOVE_HAND_BACK then
  changes.attempts = digits(tonumber(d.attempts) - 1)
  changes.stream = d.stream
  changes.entry = queueJob(d.stream, id, KIND_WORK)
  if to == STATE_QUEUED then
    event = EVENT_QUEUED
    setDeadline(id, QUEUE_MS)
  end
end
extendLock(d, to == STATE_QUEUED and QUEUE_MS or LOCK_MS)
save(d, changes, event)
dropEntry(previous)
return {'OK', to}
