/// What the API does on a user's behalf.
enum UserScripts {
  /// Approves. Arguments: id, user, edits (JSON), which become part of the draft: it shows clients what was approved.
  ///
  /// Answers `FILING`, `EARLY` (still fetching; may be replaced), `NOTFOUND`, or `REFUSED state`.
  static let confirm = ScriptPrelude.script(
    "confirm",
    #"""
    local id, user, edits = arg(1), arg(2), arg(3)
    local d = loadOwn(id, user)
    if not d then return {'NOTFOUND'} end
    local to = NEXT.confirm[d.state]
    if not to then return {'REFUSED', d.state} end
    local draft = typedOver(d, edits)
    if to == d.state then
      if d.edits ~= edits then
        save(d, {edits = edits, draft = draft, confirmed = '1'}, 'download_updated')
      end
      return {'EARLY'}
    end
    local stream, entry = queueFiling(d)
    deadline(id, REVIEW_MS)
    lockFor(d, LOCK_MS)
    save(d, {
      state = to, edits = edits, draft = draft, confirmed = '1', attempts = '0', lastError = '',
      fence = digits(tonumber(d.fence) + 1), stream = stream, entry = entry,
    }, 'download_finalizing')
    return {'FILING'}
    """#)

  /// Keeps what was typed, over what was typed before. Arguments: id, user, edits (JSON).
  ///
  /// Answers `OK`, `NOTFOUND`, or `REFUSED state` where it would come too late.
  static let draft = ScriptPrelude.script(
    "draft",
    #"""
    local d = loadOwn(arg(1), arg(2))
    if not d then return {'NOTFOUND'} end
    if not NEXT.cancel[d.state] then return {'REFUSED', d.state} end
    local draft, isNew = typedOver(d, arg(3))
    if isNew then save(d, {draft = draft}, 'download_updated') end
    return {'OK'}
    """#)

  /// Keeps a picture that is to replace the cover. Arguments: id, user, media type, bytes.
  ///
  /// Answers `OK`, `NOTFOUND`, or `REFUSED state` where it would come too late.
  static let replaceCover = ScriptPrelude.script(
    "replaceCover",
    #"""
    local d = loadOwn(arg(1), arg(2))
    if not d then return {'NOTFOUND'} end
    if not NEXT.cancel[d.state] then return {'REFUSED', d.state} end
    redis.call('SET', coverKey(d.id) .. ':upload', arg(4))
    save(d, {replacedCover = arg(3), cover = digits(tonumber(d.version) + 1)}, 'download_updated')
    return {'OK'}
    """#)

  /// Cancels or discards. Arguments: id, user. Answers `OK`, `ALREADY`, `NOTFOUND`, or `REFUSED state`.
  static let cancel = ScriptPrelude.script(
    "cancel", allowsOutOfMemory: true,
    #"""
    local id, user = arg(1), arg(2)
    local d = loadOwn(id, user)
    if not d then return {'NOTFOUND'} end
    if d.state == 'cancelled' then return {'ALREADY'} end
    local to = NEXT.cancel[d.state]
    if not to then return {'REFUSED', d.state} end
    discard(d)
    close(d, {state = to, fence = digits(tonumber(d.fence) + 1)}, 'download_cancelled')
    redis.call('PUBLISH', P .. ':control', id)
    return {'OK'}
    """#)

  /// Reads the place of the user's newest event. Arguments: user. Answers `OK epoch offset`.
  static let position = ScriptPrelude.script(
    "position", allowsOutOfMemory: true,
    #"""
    local _, meta, epoch = eventLog(arg(1))
    return {'OK', epoch, redis.call('HGET', meta, 'offset')}
    """#)

  /// Reads all of the user's downloads and the place in the event log that they correspond to.
  ///
  /// Arguments: user. Answers `OK epoch offset record…`, newest first, records as JSON.
  static let snapshot = ScriptPrelude.script(
    "snapshot", allowsOutOfMemory: true,
    #"""
    local _, meta, epoch = eventLog(arg(1))
    local answer = {'OK', epoch, redis.call('HGET', meta, 'offset')}
    for _, id in ipairs(redis.call('ZREVRANGE', listKey(arg(1)), 0, -1)) do
      local d = load(id)
      if d then answer[#answer + 1] = cjson.encode(d) end
    end
    return answer
    """#)
}
