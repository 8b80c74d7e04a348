/// The path of a track relative to the library folder: names of folders and of a file.
///
/// It cannot leave the library folder: no name is empty, begins with a dot (which keeps `..` and
/// Tonearm's own `.tonearm` out), contains a control character or is longer than
/// ``FileName/maximumBytes``, and there are at most ``maximumDepth`` of them.
package struct LibraryPath: Sendable, Hashable, CustomStringConvertible {
  /// The most names that a path can have, the file's included.
  package static let maximumDepth = 16

  /// The names in order; the last is the file's.
  package let components: [String]

  /// Reads a path with slashes, as in ``description``; nil if it breaks the rules above.
  package init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard (1...Self.maximumDepth).contains(parts.count), parts.allSatisfy(Self.isName) else {
      return nil
    }
    components = parts.map { String(Substring($0)) }
  }

  /// A path of names that ``FileName`` made.
  init(folders: [String], file: String) {
    components = folders + [file]
  }

  /// The names of the folders, outermost first; none if the file is in the library folder itself.
  package var folders: ArraySlice<String> { components.dropLast() }

  /// The name of the file, with its extension.
  package var file: String { components[components.endIndex - 1] }

  /// The names, separated by slashes.
  package var description: String { components.joined(separator: "/") }

  private static func isName(_ bytes: Substring.UTF8View) -> Bool {
    (1...FileName.maximumBytes).contains(bytes.count) && bytes.first != UInt8(ascii: ".")
      && bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
  }
}
