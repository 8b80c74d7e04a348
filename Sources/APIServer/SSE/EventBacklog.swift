import Broker
import Downloads
import NIOCore

/// News that a client was not sent yet, in order and bounded.
struct EventBacklog {
  static let limit = 64
  static let libraryLimit = 16

  private var news: [EventNews] = []

  var isEmpty: Bool { news.isEmpty }

  /// Adds `new`. Of a download's progress only the latest is kept; too many changes become a gap, which the event log
  /// fills, and too many tracks one `library_changed`.
  mutating func add(_ new: EventNews) {
    switch new {
    case .progress(let id, _):
      news.removeAll { if case .progress(id, _) = $0 { true } else { false } }
    case .newest where !news.isEmpty:
      // It is asked for again soon.
      return
    case .change, .library, .gap, .newest: break
    }
    news.append(new)
    bound(Self.libraryLimit, replacement: .libraryChanged) {
      if case .library = $0 { true } else { false }
    }
    bound(Self.limit, replacement: .gap) { if case .library = $0 { false } else { true } }
  }

  /// Drops progress, which may be older than what the client has been sent meanwhile.
  mutating func dropProgress() {
    news.removeAll { if case .progress = $0 { true } else { false } }
  }

  /// Removes and returns the oldest.
  mutating func removeFirst() -> EventNews? {
    guard let first = news.first else { return nil }
    if news.count == 1 { news = [] } else { news.removeFirst() }
    return first
  }

  /// Puts `replacement` in the place of all news of a kind when there are more than `limit`.
  private mutating func bound(
    _ limit: Int, replacement: EventNews, _ isOfKind: (EventNews) -> Bool
  ) {
    guard news.count > limit, news.count(where: isOfKind) > limit else { return }
    news.removeAll(where: isOfKind)
    news.insert(replacement, at: 0)
  }
}

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
