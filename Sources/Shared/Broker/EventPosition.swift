/// A place in a user's event log; the `id` of a server-sent event.
package struct EventPosition: Sendable, Equatable, CustomStringConvertible {
  /// Changes when the log was lost; offsets of different epochs cannot be compared. Decimal digits.
  package let epoch: String
  /// Counts the user's events from 1; 0 is before the first.
  package let offset: Int

  /// The place after `offset` events of `epoch`.
  package init(epoch: String, offset: Int) {
    self.epoch = epoch
    self.offset = offset
  }

  /// Reads `<epoch>.<offset>`; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...20).contains(parts[0].utf8.count),
      parts.allSatisfy({ $0.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) }),
      let offset = Int(parts[1])
    else { return nil }
    self.init(epoch: String(parts[0]), offset: offset)
  }

  /// `<epoch>.<offset>`, as clients get and return it.
  package var description: String { "\(epoch).\(offset)" }
}
