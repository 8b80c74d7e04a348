import NIOCore
import Synchronization

/// One caller's commands, and its place in the order of replies.
///
/// The first of these to happen finishes it: the last reply, the deadline, a cancelled task or the end of
/// the connection. Once sent it keeps its place until its replies have come, so that later replies
/// find their own callers.
final class RedisCall: Sendable {
  typealias Outcome = Result<[RedisValue], RedisError>

  private enum Progress {
    case open
    case awaited(@Sendable (Outcome) -> Void)
    case finished(Outcome)
  }

  let encoded: ByteBuffer
  let commandCount: Int
  let deadline: ContinuousClock.Instant
  private let progress = Mutex(Progress.open)

  init(_ commands: [RedisCommand], deadline: ContinuousClock.Instant) throws(RedisError) {
    var buffer = ByteBuffer()
    for command in commands { try command.encode(into: &buffer) }
    encoded = buffer
    commandCount = commands.count
    self.deadline = deadline
  }

  var isFinished: Bool {
    progress.withLock { progress in
      if case .finished = progress { true } else { false }
    }
  }

  /// Calls `body` once with the outcome: later, or at once if there is one already.
  func whenFinished(_ body: @escaping @Sendable (Outcome) -> Void) {
    let outcome: Outcome? = progress.withLock { progress in
      if case .finished(let outcome) = progress { return outcome }
      progress = .awaited(body)
      return nil
    }
    if let outcome { body(outcome) }
  }

  /// Ends the wait. The first outcome counts; any other is dropped.
  func finish(_ outcome: Outcome) {
    let body: (@Sendable (Outcome) -> Void)? = progress.withLock { progress in
      defer { if case .finished = progress {} else { progress = .finished(outcome) } }
      if case .awaited(let body) = progress { return body }
      return nil
    }
    body?(outcome)
  }
}
