#!lua
-- Queues a new download, unless the user has one that is active.
--
-- Key: the new download's record.
-- @param id            of the new download
-- @param user          whose it is
-- @param url           as it was pasted
-- @param canonicalUrl  the form to compare by
-- @param queueLimit    the longest stream of jobs
-- @param idempotency   digest of the client's key, or ''
-- @param body          digest of what the client asked for, or ''
-- @param draft         JSON to begin with, or ''
-- @param retried       the download whose replaced cover is copied, or ''
-- @return OK id        queued
-- @return ALREADY id   the same request came before; this is what it made
-- @return CONFLICT     the idempotency key was used for something else
-- @return BUSY id      the user's active download
-- @return FULL         the queue is
local once = idempotencyKey(user, idempotency)
if loadRecord(id) then return {'ALREADY', id} end
if idempotency ~= '' then
  local seen = redis.call('HMGET', once, 'id', 'body')
  if seen[1] then
    if seen[2] == body then return {'ALREADY', seen[1]} end
    return {'CONFLICT'}
  end
end
local active = redis.call('GET', lockKey(user))
-- A lock whose download has no record says nothing.
if active and redis.call('EXISTS', downloadKey(active)) == 0 then active = nil end
if not active then
  -- The lock may have run out while its worker was away; only the newest download can be fetching.
  local newest = redis.call('ZREVRANGE', downloadsKey(user), 0, 0)[1]
  local state = newest and redis.call('HGET', downloadKey(newest), 'state')
  if state == STATE_QUEUED or state == STATE_DOWNLOADING then active = newest end
end
if active then return {'BUSY', active} end
if redis.call('XLEN', jobsKey) >= tonumber(queueLimit) then return {'FULL'} end

local entry = queueJob(jobsKey, id, KIND_WORK)
local at = nowMicroseconds()
redis.call('SET', lockKey(user), id, 'PX', QUEUE_MS)
redis.call('ZADD', openKey, digits(at / 1000), id)
redis.call('ZADD', downloadsKey(user), digits(at), id)
setDeadline(id, QUEUE_MS)
if idempotency ~= '' then
  redis.call('HSET', once, 'id', id, 'body', body)
  redis.call('PEXPIRE', once, IDEMPOTENCY_MS)
end
local kept = retried ~= '' and loadOwn(retried, user)
local cover = kept and kept.replacedCover or ''
if cover ~= '' then redis.call('COPY', coverUploadKey(kept.id), coverUploadKey(id)) end
save({id = id, user = user}, {
  id = id, user = user, url = url, canonicalUrl = canonicalUrl, state = STATE_QUEUED,
  fence = '0', attempts = '0', stream = jobsKey, entry = entry, draft = draft,
  createdAt = digits(math.floor(at / 1000)), replacedCover = cover,
  cover = cover ~= '' and '1' or '',
}, EVENT_QUEUED)
return {'OK', id}
