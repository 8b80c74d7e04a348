/// Removals that are not reported yet: what is gone may appear under another name, which is reported once it is quiet.
///
/// A late removal is safe: the receiver checks the disk.
struct HeldRemovals {
  typealias Instant = ContinuousClock.Instant

  /// More are reported at once.
  private static let limit = 1024

  private var removals: [(event: LibraryEvent, due: Instant)] = []

  /// When to take the next one.
  var nextDue: Instant? { removals.first?.due }

  /// Keeps the removals among `events`, and answers the others.
  mutating func hold(_ events: [LibraryEvent], until due: Instant) -> [LibraryEvent] {
    var others: [LibraryEvent] = []
    for event in events {
      if case .removed = event { removals.append((event, due)) } else { others.append(event) }
    }
    return others
  }

  /// Takes those that are due.
  mutating func take(at now: Instant) -> [LibraryEvent] {
    let due = max(
      removals.prefix { $0.due <= now }.count, removals.count - Self.limit)
    defer { removals.removeFirst(due) }
    return removals.prefix(due).map(\.event)
  }
}
