import Logging
import NIOCore
import NIOPosix

/// One connection to Redis that any number of tasks share: their commands are pipelined.
///
/// It connects at once, and again whenever the connection is lost. Commands that come meanwhile
/// wait; those that were sent and have no reply fail with ``RedisError/Code/connection`` and are
/// never sent again. A command that blocks, such as `XREADGROUP … BLOCK`, holds up all that follow:
/// give it a client of its own.
package final class RedisClient: Sendable {
  private let keeper: ConnectionKeeper

  /// `deadline` is how long a command may take that does not say otherwise, its wait for a
  /// connection included.
  package convenience init(
    configuration: RedisConfiguration,
    eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    deadline: Duration = .milliseconds(1500), logger: Logger
  ) {
    self.init(
      configuration: configuration, eventLoopGroup: eventLoopGroup, deadline: deadline,
      limits: CallQueue.Limits(), logger: logger)
  }

  init(
    configuration: RedisConfiguration, eventLoopGroup: any EventLoopGroup, deadline: Duration,
    limits: CallQueue.Limits, logger: Logger
  ) {
    keeper = ConnectionKeeper(
      configuration, on: eventLoopGroup.next(), timeout: deadline, limits: limits, logger: logger)
    keeper.start()
  }

  deinit { keeper.close() }

  /// Since when the connection has been good; nil while there is none, or while a reply is overdue.
  package var isHealthySince: ContinuousClock.Instant? { keeper.healthySince }

  /// Sends one command and waits for its reply. An error that Redis replies is thrown as
  /// ``RedisError/Code/server(_:)``.
  package func send(
    _ command: RedisCommand, deadline: Duration? = nil
  ) async throws(RedisError) -> RedisValue {
    let replies = try await pipeline([command], deadline: deadline)
    guard let reply = replies.first else { return .null }
    if case .error(let text) = reply { throw RedisError(reply: text) }
    return reply
  }

  /// Sends `commands` together and waits for all replies, in the same order.
  ///
  /// Errors that Redis replies are among the values. It is not a transaction.
  package func pipeline(
    _ commands: [RedisCommand], deadline: Duration? = nil
  ) async throws(RedisError) -> [RedisValue] {
    guard !commands.isEmpty else { return [] }
    let call = try RedisCall(commands, deadline: .now + (deadline ?? keeper.timeout))
    return try await keeper.replies(to: call)
  }

  /// Runs a script by its digest, and sends its source where Redis does not know it yet.
  package func run(
    _ script: RedisScript, keys: [String] = [], arguments: [RedisArgument] = [],
    deadline: Duration? = nil
  ) async throws(RedisError) -> RedisValue {
    let end = ContinuousClock.now + (deadline ?? keeper.timeout)
    let rest = [RedisArgument(keys.count)] + keys.map { RedisArgument($0) } + arguments
    do {
      return try await send(
        RedisCommand("EVALSHA", [RedisArgument(script.sha1)] + rest), deadline: deadline)
    } catch {
      guard error.serverCode == "NOSCRIPT" else { throw error }
      return try await send(
        RedisCommand("EVAL", [RedisArgument(script.source)] + rest), deadline: end - .now)
    }
  }

  /// Closes the connection for good, and waits for that; commands that wait fail with
  /// ``RedisError/Code/closed``.
  package func close() async {
    await keeper.shutDown()
  }
}
