import Broker

/// What came for a client and was not sent yet, in order and bounded.
struct EventBacklog {
  enum Element: Sendable {
    /// News of the user's own downloads.
    case user(LiveEvents.Element<BrokerEvent>)
    case library(LibraryNews)
  }

  static let limit = 64
  static let libraryLimit = 16

  private var elements: [Element] = []

  /// Takes what came. Of a download's progress only the latest is kept; when too much waits, all of it becomes a gap,
  /// which the event log fills, and too many tracks become one `library_changed`.
  mutating func add(_ element: Element) {
    switch element {
    case .user(.news(.progress(let id, _))):
      elements.removeAll { if case .user(.news(.progress(id, _))) = $0 { true } else { false } }
    case .user(.tick) where !elements.isEmpty: return
    case .user, .library: break
    }
    elements.append(element)
    bound(Self.libraryLimit, replacement: .library(.changed)) {
      if case .library = $0 { true } else { false }
    }
    bound(Self.limit, replacement: .user(.gap)) {
      if case .user(.ended) = $0 { return false }
      if case .user = $0 { return true }
      return false
    }
  }

  /// Everything that waits, oldest first; nothing waits afterwards.
  mutating func takeAll() -> [Element] {
    defer { elements = [] }
    return elements
  }

  /// Puts `replacement` in the place of all elements of a kind when there are more than `limit`.
  private mutating func bound(
    _ limit: Int, replacement: Element, _ isOfKind: (Element) -> Bool
  ) {
    guard elements.count(where: isOfKind) > limit else { return }
    elements.removeAll(where: isOfKind)
    elements.insert(replacement, at: 0)
  }
}
