import Synchronization

/// The events of a watched library, for one task to take; ends when that task is cancelled.
final class LibraryEvents: AsyncSequence, Sendable {
  private let buffer = Mutex(LibraryEventBuffer())
  private let (news, newsTeller) = AsyncStream.makeStream(
    of: Void.self, bufferingPolicy: .bufferingNewest(1))

  /// Adds events; never waits.
  func append(_ events: [LibraryEvent]) {
    guard !events.isEmpty else { return }
    buffer.withLock { buffer in
      for event in events { buffer.append(event) }
    }
    newsTeller.yield()
  }

  func makeAsyncIterator() -> Iterator { Iterator(events: self, news: news.makeAsyncIterator()) }

  private func next() -> LibraryEvent? { buffer.withLock { $0.popFirst() } }

  struct Iterator: AsyncIteratorProtocol {
    fileprivate let events: LibraryEvents
    fileprivate var news: AsyncStream<Void>.Iterator

    mutating func next(isolation: isolated (any Actor)? = #isolation) async -> LibraryEvent? {
      repeat {
        if !Task.isCancelled, let event = events.next() { return event }
      } while await news.next(isolation: isolation) != nil
      return nil
    }
  }
}
