import NIOCore
import NIOPosix
import NIOSSL

extension ConnectionKeeper {
  /// Opens a channel; a ``ReplyHandler`` reports what becomes of it.
  func connect(attempt: Int) {
    let bootstrap = ClientBootstrap(group: eventLoop)
      .connectTimeout(TimeAmount(patience))
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
