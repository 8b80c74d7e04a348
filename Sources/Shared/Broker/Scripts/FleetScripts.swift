/// Who works, and how much waits.
///
/// The fleet is a hash by worker name; a value is the time of the report in milliseconds, a space, and the report.
enum FleetScripts {
  /// Arguments: name, report (JSON), milliseconds of silence after which a worker is forgotten. Answers `OK`.
  static let announce = ScriptPrelude.script(
    "announce",
    #"""
    local workers, silent = P .. ':workers', now() - tonumber(arg(3))
    redis.call('HSET', workers, arg(1), digits(now()) .. ' ' .. arg(2))
    local flat = redis.call('HGETALL', workers)
    for i = 1, #flat, 2 do
      if (tonumber(flat[i + 1]:match('^%d+')) or 0) < silent then redis.call('HDEL', workers, flat[i]) end
    end
    return {'OK'}
    """#)

  /// Arguments: milliseconds of silence after which a worker is not listed. Answers `OK` and, for each worker, the
  /// time of its report and the report.
  static let list = ScriptPrelude.script(
    "list", allowsOutOfMemory: true,
    #"""
    local silent, answer = now() - tonumber(arg(1)), {'OK'}
    local flat = redis.call('HGETALL', P .. ':workers')
    for i = 1, #flat, 2 do
      local at, report = flat[i + 1]:match('^(%d+) (.*)$')
      if at and tonumber(at) >= silent then
        answer[#answer + 1] = at
        answer[#answer + 1] = report
      end
    end
    return answer
    """#)

  /// Arguments: stream. Answers `OK`, the number of entries that were not delivered yet, and the age of the first of
  /// them in milliseconds.
  static let queue = ScriptPrelude.script(
    "queue", allowsOutOfMemory: true,
    #"""
    local stream = arg(1)
    if redis.call('EXISTS', stream) == 0 then return {'OK', '0', '0'} end
    local start, pending = '-', 0
    for _, group in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
      if group[2] == GROUP then start, pending = '(' .. group[8], group[6] end
    end
    local first = redis.call('XRANGE', stream, start, '+', 'COUNT', 1)[1]
    if not first then return {'OK', '0', '0'} end
    local age = now() - tonumber(first[1]:match('^%d+'))
    return {'OK', digits(redis.call('XLEN', stream) - pending), digits(age)}
    """#)
}
