/// Queues a new download, unless the user has one that is active.
///
/// Arguments: id, user, url, queue limit, idempotency digest or '', digest of the request's body, draft (JSON) or '',
/// and the download whose replaced cover is taken over, or ''.
/// Answers `OK id`, `ALREADY id`, `CONFLICT`, `BUSY id` or `FULL`.
enum SubmitScript {
  static let script = ScriptPrelude.script(
    "submit",
    #"""
    local id, user, url, limit, idempotency, body = arg(1), arg(2), arg(3), arg(4), arg(5), arg(6)
    local once = P .. ':idempotency:' .. user .. ':' .. idempotency
    if load(id) then return {'ALREADY', id} end
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
      local newest = redis.call('ZREVRANGE', listKey(user), 0, 0)[1]
      local state = newest and redis.call('HGET', downloadKey(newest), 'state')
      if state == 'queued' or state == 'downloading' then active = newest end
    end
    if active then return {'BUSY', active} end
    local jobs = P .. ':jobs'
    if redis.call('XLEN', jobs) >= tonumber(limit) then return {'FULL'} end

    local entry = redis.call('XADD', jobs, '*', 'id', id)
    local at = micros()
    redis.call('SET', lockKey(user), id, 'PX', QUEUE_MS)
    redis.call('ZADD', P .. ':open', digits(at / 1000), id)
    redis.call('ZADD', listKey(user), digits(at), id)
    deadline(id, QUEUE_MS)
    if idempotency ~= '' then
      redis.call('HSET', once, 'id', id, 'body', body)
      redis.call('PEXPIRE', once, DAY_MS)
    end
    local kept = arg(8) ~= '' and loadOwn(arg(8), user)
    local cover = kept and kept.replacedCover or ''
    if cover ~= '' then redis.call('COPY', coverKey(kept.id) .. ':upload', coverKey(id) .. ':upload') end
    save({id = id, user = user}, {
      id = id, user = user, url = url, state = 'queued', fence = '0', attempts = '0',
      stream = jobs, entry = entry, createdAt = digits(math.floor(at / 1000)), draft = arg(7),
      replacedCover = cover, cover = cover ~= '' and '1' or '',
    }, 'download_queued')
    return {'OK', id}
    """#)
}
