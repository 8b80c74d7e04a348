import NIOCore
import Synchronization

/// All open channels of one proxy, so that closing it closes every one.
final class EgressChannels: Sendable {
  private struct State {
    var isClosed = false
    var clients = 0
    var channels: [ObjectIdentifier: any Channel] = [:]
  }

  private let state = Mutex(State())

  /// Keeps `channel` until it closes; throws if the proxy is closed already.
  func add(_ channel: any Channel) throws {
    let isClosed = state.withLock { state in
      if !state.isClosed { state.channels[ObjectIdentifier(channel)] = channel }
      return state.isClosed
    }
    guard !isClosed else { throw ChannelError.ioOnClosedChannel }
    channel.closeFuture.whenComplete { _ in
      self.state.withLock { _ = $0.channels.removeValue(forKey: ObjectIdentifier(channel)) }
    }
  }

  /// Keeps a client's channel; returns whether it is within `limit`.
  func addClient(_ channel: any Channel, limit: Int) throws -> Bool {
    try add(channel)
    let isWithinLimit = state.withLock { state in
      state.clients += 1
      return state.clients <= limit
    }
    channel.closeFuture.whenComplete { _ in self.state.withLock { $0.clients -= 1 } }
    return isWithinLimit
  }

  /// Starts closing everything; from here on nothing can be added.
  @discardableResult
  func closeAll() -> [EventLoopFuture<Void>] {
    let channels = state.withLock { state in
      state.isClosed = true
      return Array(state.channels.values)
    }
    for channel in channels { channel.close(promise: nil) }
    return channels.map(\.closeFuture)
  }
}
