// The standard library has normalisation, but only as SPI for packages such as Foundation. Importing all of
// Foundation for this one call would be the heavier dependency.
@_spi(_Unicode) import Swift

/// The rules for names of files and folders in the library, which are safe on every file system.
///
/// Everything works on Unicode scalars and UTF-8 bytes, because a slash with a combining mark is another
/// `Character` than a slash.
package enum FileName {
  /// The longest name of a file or folder, in UTF-8 bytes.
  package static let maximumBytes = 200

  /// Fallback name, if cleaning leaves nothing.
  static let unknown = "Unknown"

  /// Makes any text the name of a file or folder, without extension.
  ///
  /// The result is NFC, never empty and at most `maximumBytes` long, which must be 16 or more. It has
  /// no separator, control or invisible scalar, begins with no dot, dash, tilde or space, ends with no
  /// dot or space, is no device name of Windows, and stays the same when it is passed in again.
  package static func component(_ text: String, maximumBytes: Int = maximumBytes) -> String {
    precondition(maximumBytes >= 16)
    let name = cut(trimmed(normalized(visible(text))), to: maximumBytes)
    if name.isEmpty { return unknown }
    return isReserved(name) ? cut("_" + name, to: maximumBytes) : name
  }

  /// A key that is equal for names that are the same on some file systems: letter case is ignored and, because keys
  /// are compared as `String`, so is the difference between composed and decomposed letters.
  package static func caseFolded(_ name: String) -> String {
    name.uppercased().lowercased()
  }

  /// Replaces or drops what must not be in a name, and turns white space into single spaces.
  private static func visible(_ text: String) -> String {
    var kept = String.UnicodeScalarView()
    var spaceIsDue = false
    for scalar in text.unicodeScalars {
      switch Scalar(scalar) {
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

  /// Composes letters and their marks (NFC, UAX #15), as most file systems and players expect.
  static func normalized(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: text._nfc)
    // One pass leaves the parts of three Tibetan vowels unsorted (Swift 6.3); the next pass sorts them.
    let isDone = scalars.elementsEqual(text.unicodeScalars)
    return isDone ? text : normalized(String(scalars))
  }

  /// Drops what must not be at either end, and combining marks that have lost their letter.
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

  /// Shortens at a grapheme boundary, or at a scalar boundary if the first grapheme alone is too long.
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

  /// Whether the name means a device on Windows, which ignores everything after the first dot.
  private static func isReserved(_ name: String) -> Bool {
    let stem = name.unicodeScalars.prefix { $0 != "." }
    let device = trimmedAtEnd(stem).uppercased()
    if ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(device) { return true }
    guard device.hasPrefix("COM") || device.hasPrefix("LPT") else { return false }
    return device.unicodeScalars.count == 4
      && device.unicodeScalars.last.map { "0123456789¹²³".unicodeScalars.contains($0) } == true
  }

  /// What is done with a scalar in a name.
  private enum Scalar {
    case plain
    /// Any amount of white space of any kind; becomes one space.
    case space
    /// Separators, wildcards and quotes of some file system or shell, and characters that look like them; become `_`.
    case separator
    /// Controls, bidi and zero-width marks, tags, selectors and noncharacters; dropped, because names that look the
    /// same should be the same.
    case invisible

    init(_ scalar: Unicode.Scalar) {
      let properties = scalar.properties
      if properties.isWhitespace {
        self = .space
      } else if properties.generalCategory == .control || properties.isDefaultIgnorableCodePoint
        || properties.isNoncharacterCodePoint || Self.annotations.contains(scalar)
      {
        self = .invisible
      } else {
        self = Self.separators.contains(scalar) ? .separator : .plain
      }
    }

    /// Interlinear annotation marks: invisible, yet not default ignorable.
    private static let annotations: ClosedRange<Unicode.Scalar> = "\u{FFF9}"..."\u{FFFB}"

    private static let separators = Set(
      [
        "/\u{2044}\u{2215}\u{2571}\u{27CB}\u{29F8}\u{FF0F}",
        "\\\u{2216}\u{27CD}\u{29F5}\u{29F9}\u{FE68}\u{FF3C}",
        ":\u{2236}\u{A789}\u{FE13}\u{FE55}\u{FF1A}",
        "*\u{2217}\u{FE61}\u{FF0A}",
        "?\u{FE16}\u{FE56}\u{FF1F}",
        "\"\u{FF02}",
        "<\u{FE64}\u{FF1C}",
        ">\u{FE65}\u{FF1E}",
        "|\u{2223}\u{FF5C}\u{FFE8}",
      ].joined().unicodeScalars)
  }
}
