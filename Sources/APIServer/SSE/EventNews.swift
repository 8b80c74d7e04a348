import Broker
import Downloads
import NIOCore

/// What a feed has for its streams. The buffers hold the event as a chunk, encoded once and shared by all streams.
enum EventNews: Sendable {
  /// A change in the user's log, at this place.
  case change(EventPosition, ByteBuffer)
  /// How far a download is; only the latest counts.
  case progress(DownloadID, ByteBuffer)
  /// News of the library.
  case library(ByteBuffer)
  /// Changes may have been missed.
  case gap
  /// The last place in the user's log; a client that has not come so far has missed something.
  case newest(EventPosition)

  /// Many tracks changed.
  static let libraryChanged = EventNews.library(
    ServerSentEvent(
      id: nil, name: LibraryNews.changed.name.rawValue, data: LibraryNews.changed.data
    )
    .chunk)
}
