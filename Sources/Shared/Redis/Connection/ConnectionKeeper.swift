import Logging
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// Keeps one connection to Redis open, and carries calls from any task to it and outcomes back.
///
/// Everything but ``submit(_:bounded:)`` happens on one event loop. Calls that come while the loop
/// is busy are handed over together: one hop and one flush for all of them.
final class ConnectionKeeper: Sendable {
  typealias Observer = @Sendable (ConnectionNews) -> Void

  struct Guarded {
    var state: ConnectionState
    var observer: Observer = { _ in }
    var channel: (any Channel)?
    var timer: Scheduled<Void>?
    var timerAt: ContinuousClock.Instant?
    var isHandoverDue = false
  }

  /// How long a command may take that does not say otherwise; as long an attempt to connect may
  /// take.
  let timeout: Duration
  let configuration: RedisConfiguration
  let eventLoop: any EventLoop
  let logger: Logger
  let guarded: Mutex<Guarded>

  init(
    _ configuration: RedisConfiguration, on eventLoop: any EventLoop, timeout: Duration,
    receivesMessages: Bool = false, limits: CallQueue.Limits = .init(), logger: Logger
  ) {
    self.configuration = configuration
    self.eventLoop = eventLoop
    self.timeout = timeout
    self.logger = logger
    guarded = Mutex(
      Guarded(
        state: ConnectionState(
          greeting: configuration.greeting, timeout: timeout, silence: configuration.silence,
          receivesMessages: receivesMessages, limits: limits, now: .now)))
  }

  /// Since when the connection has been good; nil while there is none, or while a reply is overdue.
  var healthySince: ContinuousClock.Instant? { guarded.withLock { $0.state.healthySince } }

  /// Begins to connect. `observer` is called on the event loop.
  func start(observer: @escaping Observer = { _ in }) {
    guarded.withLock { $0.observer = observer }
    eventLoop.execute { self.handle(.ticked) }
  }

  /// Puts `call` in line. Does not wait; throws if the call was not taken.
  func submit(_ call: RedisCall, bounded: Bool = true) throws(RedisError) {
    let wasHandoverDue = try guarded.withLock { guarded throws(RedisError) in
      try guarded.state.submit(call, bounded: bounded)
      defer { guarded.isHandoverDue = true }
      return guarded.isHandoverDue
    }
    if !wasHandoverDue { eventLoop.execute { self.handle(.submitted) } }
  }

  /// Ends the present connection, so that everything starts over with the next.
  func reconnect(because error: RedisError) {
    eventLoop.execute {
      let attempt = self.guarded.withLock { $0.state.attempt }
      self.handle(.failed(error, attempt: attempt))
    }
  }

  /// Closes the connection for good; all that wait get an error.
  func close() { eventLoop.execute { self.handle(.closed) } }

  /// Does the same and waits until it is done.
  func shutDown() async {
    let closing = eventLoop.flatSubmit {
      let channel = self.guarded.withLock { $0.channel }
      self.handle(.closed)
      return channel?.closeFuture ?? self.eventLoop.makeSucceededVoidFuture()
    }
    // Fails only if the event loop has ended, and the connection with it
    try? await closing.get()
  }

  /// Lets `event` have its effect. On the event loop only.
  func handle(_ event: ConnectionState.Event) {
    let now = ContinuousClock.now
    let (actions, channel, observer) = guarded.withLock { guarded in
      if case .submitted = event { guarded.isHandoverDue = false }
      let actions = guarded.state.apply(event, now: now)
      return (actions, guarded.channel, guarded.observer)
    }
    for action in actions { perform(action, channel: channel, observer: observer) }
    setTimer(now: now)
  }

  private func perform(
    _ action: ConnectionState.Action, channel: (any Channel)?, observer: Observer
  ) {
    switch action {
    case .connect(let attempt):
      connect(attempt: attempt)
    case .write(let calls):
      for call in calls { channel?.write(call.encoded, promise: nil) }
      channel?.flush()
    case .finish(let call, let outcome):
      call.finish(outcome)
    case .disconnect:
      guarded.withLock { $0.channel = nil }
      channel?.close(promise: nil)
    case .announce(let news):
      log(news)
      observer(news)
    }
  }
}

extension ConnectionKeeper {
  /// Opens a channel; a ``ReplyHandler`` reports what becomes of it.
  func connect(attempt: Int) {
    let bootstrap = ClientBootstrap(group: eventLoop)
      .connectTimeout(TimeAmount(timeout))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try self.addHandlers(to: channel.pipeline.syncOperations, attempt: attempt)
        }
      }
    let opening =
      switch configuration.endpoint {
      case .tcp(let host, let port): bootstrap.connect(host: host, port: port)
      case .unix(let path): bootstrap.connect(unixDomainSocketPath: path)
      }
    opening.whenComplete { result in
      switch result {
      case .success(let channel): self.adopt(channel, attempt: attempt)
      case .failure(let error):
        self.handle(.failed(RedisError(connection: error), attempt: attempt))
      }
    }
  }

  private func addHandlers(
    to pipeline: ChannelPipeline.SynchronousOperations, attempt: Int
  ) throws {
    let tls: NIOSSLClientHandler? =
      if case .tcp(let host, _) = configuration.endpoint {
        try configuration.tls?.handler(for: host)
      } else {
        nil
      }
    if let tls { try pipeline.addHandler(tls) }
    try pipeline.addHandler(ReplyHandler(keeper: self, attempt: attempt, tls: tls))
  }

  /// Takes the opened channel, unless it came too late.
  private func adopt(_ channel: any Channel, attempt: Int) {
    let isWanted = guarded.withLock { guarded in
      guard guarded.state.isConnecting(attempt: attempt) else { return false }
      guarded.channel = channel
      return true
    }
    guard isWanted else { return channel.close(promise: nil) }
    handle(.connected(attempt: attempt))
  }

  /// Makes the event loop come back when the state wants it to.
  func setTimer(now: ContinuousClock.Instant) {
    guarded.withLock { guarded in
      let due = guarded.state.nextTick
      if let due, let timerAt = guarded.timerAt, timerAt <= due { return }
      guarded.timer?.cancel()
      guarded.timerAt = due
      // Deadlines that lie close together are served by one tick
      let delay = due.map { max($0 - now, .milliseconds(5)) }
      guarded.timer = delay.map { delay in
        eventLoop.scheduleTask(in: TimeAmount(delay)) {
          self.guarded.withLock { $0.timerAt = nil }
          self.handle(.ticked)
        }
      }
    }
  }

  func log(_ news: ConnectionNews) {
    let server = configuration.description
    switch news {
    case .ready:
      logger.info("connected to Redis", metadata: ["redis": "\(server)"])
    case .lost(let error):
      logger.warning(
        "lost the connection to Redis", metadata: ["redis": "\(server)", "error": "\(error)"])
    case .attemptFailed(let error, let isNew):
      logger.log(
        level: isNew ? .warning : .debug, "cannot connect to Redis",
        metadata: ["redis": "\(server)", "error": "\(error)"])
    case .message:
      break
    }
  }
}

extension ConnectionKeeper {
  /// Puts `call` in line and waits until it is finished, or this task is cancelled.
  func replies(to call: RedisCall) async throws(RedisError) -> [RedisValue] {
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        call.whenFinished { continuation.resume(returning: $0) }
        do throws(RedisError) {
          try submit(call)
        } catch {
          call.finish(.failure(error))
        }
      }
    } onCancel: {
      call.finish(.failure(RedisError(.cancelled, "The task was cancelled.")))
    }
    return try outcome.get()
  }
}

/// How long to wait before the next attempt to connect: any time up to 250 ms, then up to twice as
/// long each time, up to a second.
///
/// From zero, so that clients which lost Redis at the same moment come back one by one ("full
/// jitter"): https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter.
struct Backoff {
  private var attempt = 0

  /// Counts one more attempt, and answers its delay.
  mutating func next() -> Duration {
    let limit = min(250 << attempt, 1000)
    attempt = min(attempt + 1, 2)
    return .milliseconds(Int.random(in: 0...limit))
  }
}
