#!lua
-- Gives a live download a job again if Redis has lost it: the entry, the group or what was pending in it.
--
-- Key: the download's record.
-- @param id        of the download
-- @return OK       the job is there
-- @return REVIVED  it has another one
-- @return GONE     no record that needs a job
local d = loadRecord(id)
if not d or not NEXT.claim[d.state] then
  if not d then
    redis.call('ZREM', openKey, id)
    redis.call('ZREM', deadlinesKey, id)
  end
  return {'GONE'}
end
local stream = d.stream
local function isAfter(one, other)
  local a, b = {one:match('(%d+)%-(%d+)')}, {other:match('(%d+)%-(%d+)')}
  if a[1] ~= b[1] then return tonumber(a[1]) > tonumber(b[1]) end
  return tonumber(a[2]) > tonumber(b[2])
end
-- Still to be delivered, or delivered and pending: then somebody has it or will have it.
local function isSafe()
  if #redis.call('XRANGE', stream, d.entry, d.entry) == 0 then return false end
  for _, group in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
    local delivered = group[8]
    if group[2] == GROUP and not isAfter(d.entry, delivered) then
      return #redis.call('XPENDING', stream, GROUP, d.entry, d.entry, 1) > 0
    end
  end
  return true
end
if redis.call('EXISTS', stream) == 1 and isSafe() then return {'OK'} end
local lost = d.entry
local entry = queueJob(stream, id, KIND_WORK)
-- It was not the job that was at fault.
local attempts = math.max(0, tonumber(d.attempts) - (d.owner and 1 or 0))
save(d, {entry = entry, owner = '', claim = '', attempts = digits(attempts)}, nil)
redis.call('XDEL', stream, lost)
return {'REVIVED'}
