#!lua
-- Makes a delivered job the worker's own, under a new fence.
--
-- Key: the download's record.
-- @param id         of the download
-- @param stream     that delivered the job
-- @param entry      of the job in the stream
-- @param consumer   the worker
-- @param domain     the worker's staging domain
-- @param token      names this claim, so that it can be repeated
-- @param progress   JSON that a fetch begins with
-- @param failure    JSON for a job that was tried too often
-- @return OK record  the download as JSON; also to a repetition with the same token
-- @return GONE       nothing is left to do; the entry is removed
-- @return LOST       another worker's
local pending = redis.call('XPENDING', stream, GROUP, entry, entry, 1)[1]
if not pending or pending[2] ~= consumer then return {'LOST'} end
local d = loadRecord(id)
local to = d and NEXT.claim[d.state]
if not to or d.entry ~= entry then
  redis.call('XACK', stream, GROUP, entry)
  redis.call('XDEL', stream, entry)
  return {'GONE'}
end
if d.claim == token then return {'OK', cjson.encode(d)} end
local attempts = tonumber(d.attempts) + 1
if attempts > ATTEMPT_LIMIT then
  discard(d)
  close(d, {state = NEXT.fail[d.state], failure = failure}, EVENT_FAILED)
  return {'GONE'}
end
local changes = {
  state = to, owner = consumer, claim = token, attempts = digits(attempts),
  fence = digits(tonumber(d.fence) + 1),
}
extendLock(d, LOCK_MS)
if to == STATE_DOWNLOADING then
  changes.domain = domain
  changes.progress = progress
  redis.call('ZREM', deadlinesKey, id)
  save(d, changes, EVENT_STARTED)
else
  save(d, changes, nil)
end
return {'OK', cjson.encode(d)}
