/// Makes a delivered job the worker's own, under a new fence.
///
/// Arguments: id, stream, entry, consumer, the worker's staging domain, a token of this claim, attempt limit,
/// failure (JSON) for a job over the limit.
/// Answers `OK record`, `GONE` (nothing left to do; the entry is removed) or `LOST` (another worker's).
enum ClaimScript {
  static let script = ScriptPrelude.script(
    "claim",
    #"""
    local id, stream, entry, consumer = arg(1), arg(2), arg(3), arg(4)
    local pending = redis.call('XPENDING', stream, GROUP, entry, entry, 1)[1]
    if not pending or pending[2] ~= consumer then return {'LOST'} end
    local d = load(id)
    local to = d and NEXT.claim[d.state]
    if not to or d.entry ~= entry then
      redis.call('XACK', stream, GROUP, entry)
      redis.call('XDEL', stream, entry)
      return {'GONE'}
    end
    if d.claim == arg(6) then return {'OK', cjson.encode(d)} end
    local attempts = tonumber(d.attempts) + 1
    if attempts > tonumber(arg(7)) then
      discard(d)
      close(d, {state = NEXT.fail[d.state], failure = arg(8)}, 'download_failed')
      return {'GONE'}
    end
    local changes = {
      state = to, owner = consumer, claim = arg(6), attempts = digits(attempts),
      fence = digits(tonumber(d.fence) + 1),
    }
    lockFor(d, LOCK_MS)
    if to == 'downloading' then
      changes.domain = arg(5)
      changes.progress = '{"phase":"resolving"}'
      redis.call('ZREM', P .. ':deadlines', id)
      save(d, changes, 'download_started')
    else
      save(d, changes, nil)
    end
    return {'OK', cjson.encode(d)}
    """#)
}
