import Broker

/// What came for a client and was not sent yet, in order and bounded.
struct EventBacklog {
  typealias Element = LiveEvents.Element<BrokerEvent>

  static let limit = 64

  private var elements: [Element] = []

  /// Takes what came. Of a download's progress only the latest is kept; when too much waits, all of it becomes a gap,
  /// which the event log fills.
  mutating func add(_ element: Element) {
    switch element {
    case .news(.progress(let id, _)):
      elements.removeAll { if case .news(.progress(id, _)) = $0 { true } else { false } }
    case .tick where !elements.isEmpty: return
    case .news, .gap, .tick, .ended: break
    }
    elements.append(element)
    if elements.count > Self.limit {
      let hasEnded = elements.contains { if case .ended = $0 { true } else { false } }
      elements = hasEnded ? [.gap, .ended] : [.gap]
    }
  }

  /// Everything that waits, oldest first; nothing waits afterwards.
  mutating func takeAll() -> [Element] {
    defer { elements = [] }
    return elements
  }
}
