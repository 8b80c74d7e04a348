import CHiredis

/// What hiredis makes replies with: its own functions, except that arrays are bounded.
///
/// hiredis makes room for as many elements as the head of an array promises, and visits each of
/// them when it frees the array. Sixteen bytes from the network could so cost sixteen gigabytes and
/// many seconds.
enum ReplyFunctions {
  /// Far more elements than any reply to Tonearm has.
  static let elementLimit = 1 << 20

  /// Lives as long as the process, as readers refer to it. Never written after it was made.
  nonisolated(unsafe) static let shared: UnsafeMutablePointer<redisReplyObjectFunctions>? = {
    guard var functions = defaults else { return nil }
    functions.createArray = { task, count in
      guard Int(count) <= elementLimit else { return nil }
      return defaults?.createArray(task, count)
    }
    let shared = UnsafeMutablePointer<redisReplyObjectFunctions>.allocate(capacity: 1)
    shared.initialize(to: functions)
    return shared
  }()

  /// hiredis' own functions, which only a reader reveals.
  private static let defaults: redisReplyObjectFunctions? = {
    guard let reader = redisReaderCreate() else { return nil }
    defer { redisReaderFree(reader) }
    return reader.pointee.fn?.pointee
  }()
}
