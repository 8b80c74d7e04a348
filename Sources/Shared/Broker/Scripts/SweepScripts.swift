/// What the sweeper does about downloads that nobody else moves on.
enum SweepScripts {
  /// Ends a download whose deadline has passed. Arguments: id, failure for one that waited in the queue (JSON),
  /// failure for one whose staging never came back (JSON). Answers `OK`, or `NOTDUE`.
  static let expire = ScriptPrelude.script(
    "expire", allowsOutOfMemory: true,
    #"""
    local id = arg(1)
    local due = redis.call('ZSCORE', P .. ':deadlines', id)
    if not due or tonumber(due) > now() then return {'NOTDUE'} end
    local d = load(id)
    local move = d and ({awaiting_confirmation = 'expire', queued = 'fail', finalizing = 'fail'})[d.state]
    if not move then
      redis.call('ZREM', P .. ':deadlines', id)
      return {'NOTDUE'}
    end
    local changes = {state = NEXT[move][d.state], fence = digits(tonumber(d.fence) + 1)}
    if d.state == 'queued' then changes.failure = arg(2) end
    if d.state == 'finalizing' then changes.failure = arg(3) end
    discard(d)
    close(d, changes, move == 'expire' and 'download_expired' or 'download_failed')
    redis.call('PUBLISH', P .. ':control', id)
    return {'OK'}
    """#)

  /// Removes the consumers of workers that are no more: they were silent for long, and nothing is pending for them.
  ///
  /// Arguments: stream, milliseconds of silence. Answers `OK`.
  static let forgetConsumers = ScriptPrelude.script(
    "forgetConsumers", allowsOutOfMemory: true,
    #"""
    local stream, silence = arg(1), tonumber(arg(2))
    local consumers = redis.pcall('XINFO', 'CONSUMERS', stream, GROUP)
    if consumers.err then return {'OK'} end
    for _, consumer in ipairs(consumers) do
      local name, pending, idle = consumer[2], consumer[4], consumer[6]
      if pending == 0 and idle > silence then
        redis.call('XGROUP', 'DELCONSUMER', stream, GROUP, name)
      end
    end
    return {'OK'}
    """#)

  /// Gives a live download a job again if Redis has lost it: the entry, the group or what was pending in it.
  ///
  /// Arguments: id. Answers `OK` where the job was there, `REVIVED`, or `GONE` where there is no live record.
  static let revive = ScriptPrelude.script(
    "revive",
    #"""
    local id = arg(1)
    local d = load(id)
    if not d or not NEXT.claim[d.state] then
      if not d then
        redis.call('ZREM', P .. ':open', id)
        redis.call('ZREM', P .. ':deadlines', id)
      end
      return {'GONE'}
    end
    local stream = d.stream
    local function after(one, other)
      local a, b = {one:match('(%d+)%-(%d+)')}, {other:match('(%d+)%-(%d+)')}
      if a[1] ~= b[1] then return tonumber(a[1]) > tonumber(b[1]) end
      return tonumber(a[2]) > tonumber(b[2])
    end
    -- Still to be delivered, or delivered and pending: then somebody has it or will have it.
    local function isSafe()
      if #redis.call('XRANGE', stream, d.entry, d.entry) == 0 then return false end
      for _, group in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
        local delivered = group[8]
        if group[2] == GROUP and not after(d.entry, delivered) then
          return #redis.call('XPENDING', stream, GROUP, d.entry, d.entry, 1) > 0
        end
      end
      return true
    end
    if redis.call('EXISTS', stream) == 1 and isSafe() then return {'OK'} end
    local lost = d.entry
    local entry = redis.call('XADD', stream, '*', 'id', id, 'kind', 'work')
    -- It was not the job that was at fault.
    local attempts = math.max(0, tonumber(d.attempts) - (d.owner and 1 or 0))
    save(d, {entry = entry, owner = '', claim = '', attempts = digits(attempts)}, nil)
    redis.call('XDEL', stream, lost)
    return {'REVIVED'}
    """#)
}
