-- What every script begins with: the record, the lock, the deadlines and the event log.
--
-- Above this text Swift renders its own declarations (ScriptHeader.swift): PREFIX and the policy, GROUP, the keys as
-- fooKey or fooKey(id), the names as STATE_…, MOVE_…, EVENT_… and KIND_…, and the table of transitions.
-- Below it come the script's own arguments, as locals. A script returns an array whose first element is a word.
--
-- `save` changes a record and announces the change in one step, so clients hear of every state.

-- Lua prints large numbers in scientific notation; Redis wants digits.
local function digits(number) return string.format('%.0f', number) end

local function nowMicroseconds()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

local function nowMilliseconds() return math.floor(nowMicroseconds() / 1000) end

-- The record as a table of its fields; nil where there is none.
local function loadRecord(id)
  local flat = redis.call('HGETALL', downloadKey(id))
  if #flat == 0 then return nil end
  local d = {}
  for i = 1, #flat, 2 do d[flat[i]] = flat[i + 1] end
  return d
end

-- The record if it is the user's.
local function loadOwn(id, user)
  local d = loadRecord(id)
  if d and d.user == user then return d end
  return nil
end

-- The epoch of the user's log. Each start of Redis begins another one: the end of the log may have been lost with
-- the last, and clients have seen it.
local function openEventLog(user)
  local meta = eventsMetaKey(user)
  local run = redis.call('INFO', 'server'):match('run_id:(%w+)') or ''
  local known = redis.call('HMGET', meta, 'epoch', 'run')
  local epoch = known[1]
  if not epoch or known[2] ~= run then
    redis.call('DEL', eventsKey(user))
    epoch = digits(nowMicroseconds())
    redis.call('HSET', meta, 'epoch', epoch, 'offset', 0, 'run', run)
  end
  redis.call('PEXPIRE', meta, EVENT_LOG_MS)
  return epoch
end

local function announce(d, event)
  local log, epoch = eventsKey(d.user), openEventLog(d.user)
  local offset = redis.call('HINCRBY', eventsMetaKey(d.user), 'offset', 1)
  local payload = cjson.encode({event = event, epoch = epoch, offset = digits(offset), record = d})
  redis.call('XADD', log, 'MAXLEN', EVENT_LOG_LENGTH, digits(offset) .. '-1', 'payload', payload)
  redis.call('PEXPIRE', log, EVENT_LOG_MS)
  redis.call('PUBLISH', log, payload)
end

-- Writes the changed fields ('' removes one), then announces the record as `event`; nil announces nothing.
local function save(d, changes, event)
  changes.version = digits((tonumber(d.version) or 0) + 1)
  changes.updatedAt = digits(nowMilliseconds())
  local key, set = downloadKey(d.id), {}
  for field, value in pairs(changes) do
    if value == '' then
      d[field] = nil
      redis.call('HDEL', key, field)
    else
      d[field] = value
      set[#set + 1] = field
      set[#set + 1] = value
    end
  end
  redis.call('HSET', key, unpack(set))
  if event then announce(d, event) end
end

-- The draft (JSON) with the fields of `edits` (JSON) put over it, and whether that changes it.
local function mergeDraft(d, edits)
  local draft, isNew = cjson.decode(d.draft or '{}'), false
  for field, value in pairs(cjson.decode(edits)) do
    isNew = isNew or draft[field] ~= value
    draft[field] = value
  end
  return cjson.encode(draft), isNew
end

-- Keeps the user's lock for `ms` more, if it is this download's.
local function extendLock(d, ms)
  if redis.call('GET', lockKey(d.user)) == d.id then
    redis.call('PEXPIRE', lockKey(d.user), ms)
  end
end

local function setDeadline(id, ms) redis.call('ZADD', deadlinesKey, digits(nowMilliseconds() + ms), id) end

-- Removes the record's job from its stream, whichever worker has it.
local function dropEntry(d)
  if not d.entry then return end
  redis.pcall('XACK', d.stream, GROUP, d.entry)
  redis.call('XDEL', d.stream, d.entry)
end

-- Queues a job for the download, and returns its entry.
local function queueJob(stream, id, kind)
  return redis.call('XADD', stream, '*', 'id', id, 'kind', kind)
end

-- Queues the filing; returns stream and entry.
local function queueFiling(d)
  local stream = finalizeKey(d.domain)
  return stream, queueJob(stream, d.id, KIND_WORK)
end

-- Has what is staged for it removed, if a worker ever had it.
local function discard(d)
  if d.domain then queueJob(finalizeKey(d.domain), d.id, KIND_DISCARD) end
end

-- Everything that ends with a download: its lock, its job, its place in the indexes.
local function close(d, changes, event)
  dropEntry(d)
  changes.entry, changes.stream, changes.owner, changes.progress = '', '', '', ''
  save(d, changes, event)
  if redis.call('GET', lockKey(d.user)) == d.id then redis.call('DEL', lockKey(d.user)) end
  redis.call('ZREM', openKey, d.id)
  redis.call('ZREM', deadlinesKey, d.id)
  redis.call('PEXPIRE', downloadKey(d.id), RECORD_MS)
  redis.call('PEXPIRE', coverKey(d.id), COVER_MS)
  redis.call('PEXPIRE', coverUploadKey(d.id), COVER_MS)
  local ended = 0
  for _, id in ipairs(redis.call('ZREVRANGE', downloadsKey(d.user), 0, -1)) do
    if not redis.call('ZSCORE', openKey, id) then
      ended = ended + 1
      if ended > LISTED_ENDED then redis.call('ZREM', downloadsKey(d.user), id) end
    end
  end
end

-- Whether the worker that speaks with this fence and entry still has the claim.
local function holdsClaim(d, fence, entry)
  return d and d.fence == fence and d.entry == entry and d.owner ~= nil
end
