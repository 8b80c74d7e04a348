import Broker
import NIOCore

/// What a client lacks: the changes after its place, or a snapshot.
struct EventReplay: Sendable {
  /// In order.
  let chunks: [ByteBuffer]
  /// The last place in the log that they show.
  let position: EventPosition
}
