#!lua flags=allow-oom
-- Ends a download whose deadline has passed.
--
-- Key: the download's record.
-- @param id           of the download
-- @param timeout      JSON of the failure of one that waited in the queue
-- @param stagingLost  JSON of the failure of one whose staging never came back
-- @return OK
-- @return NOTDUE      nothing was changed
local due = redis.call('ZSCORE', deadlinesKey, id)
if not due or tonumber(due) > nowMilliseconds() then return {'NOTDUE'} end
local d = loadRecord(id)
local moves = {
  [STATE_AWAITING_CONFIRMATION] = MOVE_EXPIRE, [STATE_QUEUED] = MOVE_FAIL,
  [STATE_FINALIZING] = MOVE_FAIL,
}
local move = d and moves[d.state]
if not move then
  redis.call('ZREM', deadlinesKey, id)
  return {'NOTDUE'}
end
local changes = {state = NEXT[move][d.state], fence = digits(tonumber(d.fence) + 1)}
if d.state == STATE_QUEUED then changes.failure = timeout end
if d.state == STATE_FINALIZING then changes.failure = stagingLost end
discard(d)
close(d, changes, move == MOVE_EXPIRE and EVENT_EXPIRED or EVENT_FAILED)
redis.call('PUBLISH', controlKey, id)
return {'OK'}
