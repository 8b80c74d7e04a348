/// The rules for names in the library: safe on every file system, and still what a person would call it.
///
/// Everything works on Unicode scalars and UTF-8 bytes: as a `Character` a slash with a combining mark
/// is not a slash.
package enum FileName {
  /// The longest name of a file or folder, in UTF-8 bytes.
  package static let maximumBytes = 200

  /// The name of what has no name left after cleaning.
  static let unknown = "Unknown"

  /// Makes the name of one file or folder, without extension, out of any text.
  ///
  /// The result is NFC, never empty and at most `maximumBytes` long, which must be 16 or more. It holds
  /// no separator, control or invisible scalar, begins with no dot, dash, tilde or space, ends with no
  /// dot or space, is no device name of Windows, and comes back unchanged when it is passed in again.
  package static func component(_ text: String, maximumBytes: Int = maximumBytes) -> String {
    precondition(maximumBytes >= 16)
    let name = cut(trimmed(normalized(visible(text))), to: maximumBytes)
    if name.isEmpty { return unknown }
    return isReserved(name) ? cut("_" + name, to: maximumBytes) : name
  }

  /// A key that is equal for names which some file systems hold to be the same: letter case does not
  /// count, and being a `String` it does not tell composed letters from decomposed ones.
  package static func caseFolded(_ name: String) -> String {
    name.uppercased().lowercased()
  }

  /// Replaces and drops what must not be in a name, and makes single spaces of white space.
  private static func visible(_ text: String) -> String {
    var kept = String.UnicodeScalarView()
    var spaceIsDue = false
    for scalar in text.unicodeScalars {
      switch FileNameScalar(scalar) {
      case .space: spaceIsDue = true
      case .invisible: break
      case .separator: add("_")
      case .plain: add(scalar)
      }
    }
    return String(kept)

    func add(_ scalar: Unicode.Scalar) {
      if spaceIsDue, !kept.isEmpty { kept.append(" ") }
      spaceIsDue = false
      kept.append(scalar)
    }
  }

  /// Drops what must not stand at the edges, and marks that have lost the letter they stood on.
  private static func trimmed(_ text: String) -> String {
    let start = text.unicodeScalars.drop { scalar in
      scalar == "." || scalar == "-" || scalar == "~" || scalar == " "
        || scalar.properties.isGraphemeExtend
    }
    return trimmedAtEnd(start)
  }

  private static func trimmedAtEnd(_ scalars: Substring.UnicodeScalarView) -> String {
    var scalars = scalars
    while let last = scalars.last, last == "." || last == " " { scalars.removeLast() }
    return String(scalars)
  }

  /// Shortens to whole graphemes; only a first one that is too long itself is cut between scalars.
  private static func cut(_ text: String, to maximumBytes: Int) -> String {
    guard text.utf8.count > maximumBytes else { return text }
    let limit = text.utf8.index(text.startIndex, offsetBy: maximumBytes)
    var end = text.startIndex
    while case let next = text.index(after: end), next <= limit { end = next }
    if end == text.startIndex {
      while case let next = text.unicodeScalars.index(after: end), next <= limit { end = next }
    }
    return trimmedAtEnd(text.unicodeScalars[..<end])
  }

  /// Whether Windows takes the name for a device, as it does whatever follows the first dot.
  private static func isReserved(_ name: String) -> Bool {
    let stem = name.unicodeScalars.prefix { $0 != "." }
    let device = trimmedAtEnd(stem).uppercased()
    if ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(device) { return true }
    guard device.hasPrefix("COM") || device.hasPrefix("LPT") else { return false }
    return device.unicodeScalars.count == 4
      && device.unicodeScalars.last.map { "0123456789¹²³".unicodeScalars.contains($0) } == true
  }
}
