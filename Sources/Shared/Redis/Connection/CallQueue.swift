import NIOCore

/// The calls of one client in order: those that wait to be sent, and those that wait for replies.
struct CallQueue {
  /// How much may be unanswered at once.
  struct Limits {
    var commands = 10_000
    var bytes = 64 << 20
  }

  private let limits: Limits
  private var waiting: [RedisCall] = []
  private var sent = CircularBuffer<RedisCall>()
  /// The replies of the first sent call, as far as they have come.
  private var replies: [RedisValue] = []
  private var commandCount = 0
  private var byteCount = 0
  /// No unfinished call has an earlier deadline than this.
  private(set) var earliestDeadline: ContinuousClock.Instant?

  init(limits: Limits = Limits()) { self.limits = limits }

  /// The call whose reply comes next.
  var firstSent: RedisCall? { sent.first }

  /// Puts `call` at the end. Throws if too much is unanswered already, unless `bounded` is false.
  mutating func append(_ call: RedisCall, bounded: Bool) throws(RedisError) {
    let commands = commandCount + call.commandCount
    let bytes = byteCount + call.encoded.readableBytes
    guard !bounded || commands <= limits.commands && bytes <= limits.bytes else {
      throw RedisError(
        .overloaded, "\(commands) commands of \(bytes) bytes would be waiting for Redis.")
    }
    waiting.append(call)
    commandCount = commands
    byteCount = bytes
    earliestDeadline = min(earliestDeadline ?? call.deadline, call.deadline)
  }

  /// Takes the waiting calls that are not finished yet; they are to be written in this order.
  mutating func send() -> [RedisCall] {
    var calls: [RedisCall] = []
    for call in waiting {
      if call.isFinished { release(call) } else { calls.append(call) }
    }
    waiting.removeAll(keepingCapacity: true)
    sent.append(contentsOf: calls)
    return calls
  }

  /// Takes the next reply for the first sent call, and answers that call once it has all its
  /// replies.
  mutating func receive(_ reply: RedisValue) -> (call: RedisCall, replies: [RedisValue])? {
    guard let call = sent.first else { return nil }
    replies.append(reply)
    guard replies.count == call.commandCount else { return nil }
    defer { replies = [] }
    release(sent.removeFirst())
    return (call, replies)
  }

  /// Finds the unfinished calls whose deadline has passed. Sent ones keep their place.
  mutating func expire(
    now: ContinuousClock.Instant
  ) -> (waiting: [RedisCall], sent: [RedisCall]) {
    var expired: (waiting: [RedisCall], sent: [RedisCall]) = ([], [])
    var open: [RedisCall] = []
    for call in waiting {
      if call.deadline > now, !call.isFinished {
        open.append(call)
      } else {
        release(call)
        expired.waiting.append(call)
      }
    }
    waiting = open
    earliestDeadline = open.map(\.deadline).min()
    for call in sent where !call.isFinished {
      if call.deadline <= now {
        expired.sent.append(call)
      } else {
        earliestDeadline = min(earliestDeadline ?? call.deadline, call.deadline)
      }
    }
    return expired
  }

  /// Takes every call that was sent: its replies will not come.
  mutating func takeSent() -> [RedisCall] {
    let calls = Array(sent)
    sent.removeAll()
    replies = []
    calls.forEach { release($0) }
    return calls
  }

  /// Takes every call that was not sent.
  mutating func takeWaiting() -> [RedisCall] {
    let calls = waiting
    waiting = []
    calls.forEach { release($0) }
    return calls
  }

  private mutating func release(_ call: RedisCall) {
    commandCount -= call.commandCount
    byteCount -= call.encoded.readableBytes
  }
}
