/// What becomes of a scalar in a name.
enum FileNameScalar {
  case plain
  /// White space of any kind and number becomes one space.
  case space
  /// Separators, wildcards and quotes of some file system or shell, and their doubles, become `_`.
  case separator
  /// Controls, bidi and zero-width marks, tags, selectors and noncharacters are dropped: two names
  /// that look the same should be the same.
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
