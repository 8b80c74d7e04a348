import Synchronization

/// Follows an event stream from its opening until the last reference goes.
package final class EventStreamClient: Sendable {
  /// One event, its data parsed.
  package struct Event: Sendable {
    /// The event's own; nil where it had none.
    package let id: String?
    package let name: String
    package let data: JSONValue
  }

  /// What has come so far.
  package struct Contents: Sendable {
    /// The answer's status and headers.
    package var head: HTTPAnswer?
    package var events: [Event] = []
    package var comments: [String] = []
    package var retries: [String] = []
    /// Lines that have no meaning, and data that is no JSON.
    package var garbage: [String] = []
    package var hasEnded = false
  }

  private final class Record: Sendable {
    let contents = Mutex(Contents())

    func add(_ item: EventStreamParser.Item) {
      contents.withLock { contents in
        switch item {
        case .comment(let text): contents.comments.append(text)
        case .retry(let text): contents.retries.append(text)
        case .unknown(let line): contents.garbage.append(line)
        case .event(let id, let name, let data):
          do {
            contents.events.append(
              Event(id: id, name: name, data: try JSONValue(parsing: data)))
          } catch {
            contents.garbage.append(data)
          }
        }
      }
    }
  }

  private let record = Record()
  private let reading: Task<Void, Never>

  /// Opens the stream in the background; `lastEventID` is where an earlier one stopped.
  package init(_ client: HTTPClient, path: String, lastEventID: String? = nil) {
    let headers = lastEventID.map { ["last-event-id": $0] } ?? [:]
    reading = Task { [record] in
      var parser = EventStreamParser()
      do {
        try await client.stream("GET", path, headers: headers) { piece in
          switch piece {
          case .head(let head): record.contents.withLock { $0.head = head }
          case .body(let bytes): for item in parser.read(bytes) { record.add(item) }
          }
        }
      } catch {
        // A server may go away at any time; what the tests wait for tells whether it should have.
      }
      record.contents.withLock { $0.hasEnded = true }
    }
  }

  deinit { reading.cancel() }

  package var contents: Contents { record.contents.withLock { $0 } }

  package var events: [Event] { contents.events }

  /// Waits for the first event that `isMeant`, whether it has come already or not.
  package func first(
    _ claim: String, within limit: Duration = .seconds(60), where isMeant: (Event) throws -> Bool
  ) async throws -> Event {
    var found: Event?
    try await eventually(claim, within: limit) {
      found = try events.first(where: isMeant)
      return found != nil
    }
    guard let found else { throw CancellationError() }
    return found
  }
}
