import Glibc
import NIOCore
import NIOPosix

/// Takes a connection away from the HTTP server in the middle of a response.
///
/// The server keeps a task, an HTTP decoder and its buffers for every connection. A response that lasts for hours
/// needs none of them: its socket moves to a channel that has one handler, and the server's own channel is closed.
enum ConnectionTakeover {
  enum Failure: Error {
    /// The client has gone.
    case closed
    /// The client did not read what came before.
    case stalled
    /// No descriptor was left, or the connection is no plain socket.
    case noDescriptor
  }

  /// Moves the connection of `channel` to a channel of `makeHandler`'s handler, on the same event loop. Nothing else
  /// may be written to `channel` meanwhile. What was written before has been sent by then.
  static func move(
    _ channel: any Channel, to makeHandler: @Sendable @escaping () -> some ChannelHandler
  ) async throws {
    try await waitUntilSent(channel)
    let loop = channel.eventLoop
    try await loop.flatSubmit { () -> EventLoopFuture<Void> in
      let descriptor: CInt
      do {
        guard channel.isActive else { throw Failure.closed }
        // A duplicate, because the server's channel closes its own: the connection stays open with the other.
        let duplicate = try channel.pipeline.syncOperations.withUnsafeTransportIfAvailable {
          (socket: NIOBSDSocket.Handle) in fcntl(socket, F_DUPFD_CLOEXEC, 0)
        }
        guard let duplicate, duplicate >= 0 else { throw Failure.noDescriptor }
        descriptor = duplicate
      } catch {
        channel.close(promise: nil)
        return loop.makeFailedFuture(error)
      }
      channel.close(promise: nil)
      return ClientBootstrap(group: loop)
        .channelInitializer { channel in
          loop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(makeHandler())
          }
        }
        .withConnectedSocket(descriptor).map { _ in }
    }.get()
  }

  private static func waitUntilSent(_ channel: any Channel) async throws {
    let limit = NIODeadline.now() + EventStream.writeDeadline
    while try await channel.getOption(.bufferedWritableBytes).get() > 0 {
      guard NIODeadline.now() < limit else {
        channel.close(promise: nil)
        throw Failure.stalled
      }
      // Hardly ever: earlier responses on the same connection have filled it.
      try await Task.sleep(for: .milliseconds(50))
    }
  }
}
