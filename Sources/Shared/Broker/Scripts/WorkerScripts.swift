/// What a worker does while it holds a claim. Each needs its fence and entry; all answer `OK` or `LOST`.
enum WorkerScripts {
  /// Keeps the claim alive. Arguments: id, fence, entry, consumer.
  static let beat = ScriptPrelude.script(
    "beat",
    #"""
    local d = load(arg(1))
    if not holds(d, arg(2), arg(3)) or d.owner ~= arg(4) then return {'LOST'} end
    local kept = redis.call('XCLAIM', d.stream, GROUP, arg(4), 0, arg(3), 'JUSTID')
    if #kept == 0 then return {'LOST'} end
    lockFor(d, LOCK_MS)
    return {'OK'}
    """#)

  /// Stores what the site said. Arguments: id, fence, entry, suggestion (JSON), version of yt-dlp.
  static let metadata = ScriptPrelude.script(
    "metadata",
    #"""
    local d = load(arg(1))
    if not holds(d, arg(2), arg(3)) then return {'LOST'} end
    save(d, {suggested = arg(4), ytDlpVersion = arg(5)}, 'download_metadata')
    return {'OK'}
    """#)

  /// Stores the cover, without an event of its own: the suggested one, or while filing the one that replaces it.
  /// Arguments: id, fence, entry, JPEG.
  static let cover = ScriptPrelude.script(
    "cover",
    #"""
    local d = load(arg(1))
    if not holds(d, arg(2), arg(3)) then return {'LOST'} end
    redis.call('SET', coverKey(d.id), arg(4))
    local changes = {cover = digits(tonumber(d.version) + 1)}
    if d.state == 'finalizing' then
      changes.replacedCover = ''
      redis.call('DEL', coverKey(d.id) .. ':upload')
    end
    save(d, changes, nil)
    return {'OK'}
    """#)

  /// Announces how far it is; lossy, and no logged change. Arguments: id, fence, entry, progress (JSON).
  static let progress = ScriptPrelude.script(
    "progress",
    #"""
    local d = load(arg(1))
    if not holds(d, arg(2), arg(3)) then return {'LOST'} end
    redis.call('HSET', downloadKey(d.id), 'progress', arg(4))
    redis.call('PUBLISH', P .. ':events:' .. d.user,
      cjson.encode({event = 'download_progress', id = d.id, progress = arg(4)}))
    return {'OK'}
    """#)

  /// Writes down where the file is to be placed. Arguments: id, fence, entry, path in the library.
  static let destination = ScriptPrelude.script(
    "destination",
    #"""
    local d = load(arg(1))
    if not holds(d, arg(2), arg(3)) then return {'LOST'} end
    save(d, {destination = arg(4)}, nil)
    return {'OK'}
    """#)
}
