/// Where a track is in the library: names of folders and a file, relative to the library folder.
///
/// One that exists leads nowhere else: no name is empty, begins with a dot (which keeps `..` and
/// Tonearm's own `.tonearm` out), holds a control character or is longer than
/// ``FileName/maximumBytes``, and there are at most ``maximumDepth`` of them.
package struct LibraryPath: Sendable, Hashable, CustomStringConvertible {
  /// The most names that a path can have, the file's included.
  package static let maximumDepth = 16

  /// The names in order; the last is the file's.
  package let components: [String]

  /// Takes a path written with slashes, as ``description`` gives it, if it keeps the rules above.
  package init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard (1...Self.maximumDepth).contains(parts.count), parts.allSatisfy(Self.isName) else {
      return nil
    }
    components = parts.map { String(Substring($0)) }
  }

  /// For names that come from ``FileName``.
  init(folders: [String], file: String) {
    components = folders + [file]
  }

  /// The names of the folders, outermost first; none where the file is in the library folder itself.
  package var folders: ArraySlice<String> { components.dropLast() }

  /// The name of the file, with its extension.
  package var file: String { components[components.endIndex - 1] }

  /// The names with slashes between them.
  package var description: String { components.joined(separator: "/") }

  private static func isName(_ bytes: Substring.UTF8View) -> Bool {
    (1...FileName.maximumBytes).contains(bytes.count) && bytes.first != UInt8(ascii: ".")
      && bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
  }
}
