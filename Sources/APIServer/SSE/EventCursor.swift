import Broker
import NIOCore

/// What one client has been sent, and so what it is to be sent next: each change once and in order, or a snapshot.
///
/// Rules without I/O: news go in, and actions come out for as long as the client reads.
struct EventCursor {
  enum Action {
    case write(ByteBuffer)
    /// Get what the client lacks after this place, or a snapshot, and report it with ``caughtUp(to:)``.
    case catchUp(after: EventPosition?)
  }

  /// The last change that the client knows; nil before its first snapshot.
  private(set) var position: EventPosition?
  private var isCatchingUp = false
  private var backlog = EventBacklog()

  /// `position` is where a returning client stopped; nil for a new one. The first action is to catch up.
  init(after position: EventPosition?) {
    self.position = position
    backlog.add(.gap)
  }

  /// Whether the client has everything.
  var isUpToDate: Bool { !isCatchingUp && backlog.isEmpty }

  mutating func add(_ news: EventNews) { backlog.add(news) }

  /// The next thing to do now; nil where there is nothing, or the log is being asked.
  mutating func nextAction() -> Action? {
    while !isCatchingUp, let news = backlog.removeFirst() {
      switch news {
      case .progress(_, let chunk), .library(let chunk): return .write(chunk)
      case .change(let new, let chunk):
        if isKnown(new) { continue }
        guard let position, new.epoch == position.epoch, new.offset == position.offset + 1 else {
          return catchUp()
        }
        self.position = new
        return .write(chunk)
      case .newest(let new):
        if !isKnown(new) { return catchUp() }
      case .gap: return catchUp()
      }
    }
    return nil
  }

  /// Call once the client was sent what it lacked up to `position`.
  mutating func caughtUp(to position: EventPosition) {
    self.position = position
    isCatchingUp = false
    backlog.dropProgress()
  }

  private func isKnown(_ new: EventPosition) -> Bool {
    guard let position else { return false }
    return new.epoch == position.epoch && new.offset <= position.offset
  }

  private mutating func catchUp() -> Action {
    isCatchingUp = true
    return .catchUp(after: position)
  }
}
