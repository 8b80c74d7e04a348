/// Where a file is beneath a folder: the bytes of its path as the file system has them.
///
/// Names on Linux are bytes and need not be UTF-8, so the bytes are what is stored and compared. One that
/// exists is relative and leads nowhere else: no name in it is empty, `.` or `..`, and none has a NUL.
package struct RelativePath: PathBytes, Hashable, CustomStringConvertible {
  /// The names with slashes between them.
  package let bytes: [UInt8]

  /// Accepts `bytes` if they keep the rules above.
  package init?(_ bytes: [UInt8]) {
    let names = bytes.split(separator: Self.slash, omittingEmptySubsequences: false)
    guard !bytes.contains(0),
      names.allSatisfy({ !$0.isEmpty && $0 != [0x2e] && $0 != [0x2e, 0x2e] })
    else { return nil }
    self.bytes = bytes
  }

  /// Accepts `text` if it keeps the rules above.
  package init?(_ text: String) { self.init(Array(text.utf8)) }

  /// For bytes that kept the rules when they were stored.
  package init(unchecked bytes: [UInt8]) { self.bytes = bytes }

  /// The names with slashes between them.
  package var pathBytes: [UInt8] { bytes }

  /// The folder's path, nil for the root itself, and the name in it.
  package var split: (parent: RelativePath?, name: [UInt8]) {
    guard let slash = bytes.lastIndex(of: Self.slash) else { return (nil, bytes) }
    return (RelativePath(unchecked: Array(bytes[..<slash])), Array(bytes[(slash + 1)...]))
  }

  /// The path for people: what is not UTF-8 in it is shown as U+FFFD.
  package var description: String { String(decoding: bytes, as: UTF8.self) }

  /// Where this path is once `folder`, which it lies beneath, has become `newFolder`; nil if it does not.
  package func moved(from folder: RelativePath, to newFolder: RelativePath) -> RelativePath? {
    guard bytes.starts(with: folder.bytes + [Self.slash]) else { return nil }
    return RelativePath(unchecked: newFolder.bytes + bytes[folder.bytes.count...])
  }

  /// The paths beneath this one, as bounds of byte strings: those from the first and before the second.
  package var beneath: (from: [UInt8], before: [UInt8]) {
    (bytes + [Self.slash], bytes + [Self.slash + 1])
  }

  private static let slash = UInt8(ascii: "/")
}
