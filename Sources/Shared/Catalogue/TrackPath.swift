/// Where a file is in the library folder: the bytes of its path as the file system has them.
///
/// Names on Linux are bytes and need not be UTF-8, so the bytes are what is stored and compared. One that
/// exists is relative and leads nowhere else: no name in it is empty, `.` or `..`, and none has a NUL.
package struct TrackPath: Sendable, Hashable, CustomStringConvertible {
  /// The names with slashes between them.
  package let bytes: [UInt8]

  /// Takes `bytes` if they keep the rules above.
  package init?(_ bytes: [UInt8]) {
    let names = bytes.split(separator: Self.slash, omittingEmptySubsequences: false)
    guard !bytes.contains(0),
      names.allSatisfy({ !$0.isEmpty && $0 != [0x2e] && $0 != [0x2e, 0x2e] })
    else { return nil }
    self.bytes = bytes
  }

  /// Takes `text` if it keeps the rules above.
  package init?(_ text: String) { self.init(Array(text.utf8)) }

  /// For what the catalogue itself wrote.
  init(unchecked bytes: [UInt8]) { self.bytes = bytes }

  /// The path for people: what is not UTF-8 in it is shown as U+FFFD.
  package var description: String { String(decoding: bytes, as: UTF8.self) }

  /// Where this path is once `folder`, which it lies beneath, has become `newFolder`; nil if it does not.
  func moved(from folder: TrackPath, to newFolder: TrackPath) -> TrackPath? {
    guard bytes.starts(with: folder.bytes + [Self.slash]) else { return nil }
    return TrackPath(unchecked: newFolder.bytes + bytes[folder.bytes.count...])
  }

  /// The paths beneath this one, as bounds of byte strings: those from the first and before the second.
  var beneath: (from: [UInt8], before: [UInt8]) {
    (bytes + [Self.slash], bytes + [Self.slash + 1])
  }

  private static let slash = UInt8(ascii: "/")
}
