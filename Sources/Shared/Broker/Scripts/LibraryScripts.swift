/// What is written about the library, whose truth is in its files.
enum LibraryScripts {
  /// Ends a job. Arguments: stream, entry, job, outcome (JSON), seconds to remember it. Answers `OK`.
  static let finish = ScriptPrelude.script(
    "finishLibraryJob", allowsOutOfMemory: true,
    #"""
    local stream, entry, job, outcome = arg(1), arg(2), arg(3), arg(4)
    if job ~= '' then
      redis.call('SET', P .. ':task:' .. job, outcome, 'EX', arg(5))
      redis.call('DEL', P .. ':task:' .. job .. ':picture')
      redis.call('PUBLISH', P .. ':tasks', job)
    end
    redis.pcall('XACK', stream, GROUP, entry)
    redis.call('XDEL', stream, entry)
    return {'OK'}
    """#)
}
