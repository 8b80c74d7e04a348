extension RedisSubscriber {
  /// Subscribes to every channel again on a new connection.
  func resubscribe() {
    registry.withLock { registry in
      let names = registry.interruptedNames
      guard !names.isEmpty else { return }
      let epoch = registry.epoch
      do throws(RedisError) {
        let call = try RedisCall(
          names.map { RedisCommand("SUBSCRIBE", [RedisArgument($0)]) },
          deadline: .now + keeper.patience)
        call.whenFinished { [weak self] outcome in
          self?.resume(names, epoch: epoch, outcome)
        }
        // Under the lock, lest it overtakes the UNSUBSCRIBE of a channel's last listener
        try keeper.submit(call, bounded: false)
      } catch {
        logger.warning("cannot subscribe again", metadata: ["error": "\(error)"])
      }
    }
  }

  private func resume(_ names: [[UInt8]], epoch: Int, _ outcome: RedisCall.Outcome) {
    switch outcome {
    case .success(let replies):
      for (name, reply) in zip(names, replies) { resume(name, epoch: epoch, reply) }
    case .failure(let error) where error.code == .deadline:
      // Whether Redis knows the channels is uncertain, so start over
      keeper.reconnect(because: error)
    case .failure:
      // The connection has ended, and the next one subscribes again
      break
    }
  }

  private func resume(_ name: [UInt8], epoch: Int, _ reply: RedisValue) {
    if case .error(let text) = reply {
      logger.warning("Redis forbids a channel", metadata: ["error": "\(text)"])
      for listener in registry.withLock({ $0.interruptedListeners(of: name) }) { listener.finish() }
      return
    }
    let listeners = registry.withLock { registry in
      registry.acknowledge(name, epoch: epoch)
      return registry.interruptedListeners(of: name)
    }
    for listener in listeners { tell(listener, .resumed) }
  }
}
