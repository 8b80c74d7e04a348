extension TitleLine {
  /// The line without the quotation marks that wrap it whole; nil where none do.
  var unquoted: TitleLine? {
    guard let first = scalars.first, let last = scalars.last, scalars.count > 2,
      Self.quotes.contains(where: { $0 == (first, last) })
    else { return nil }
    let isWhole = !(1..<scalars.count - 1).contains { index in
      (scalars[index] == first || scalars[index] == last) && !isApostrophe(index)
    }
    let inside = scalars[1..<scalars.count - 1]
    return isWhole && !TitleSeparator.isRun(inside) ? TitleLine(scalars: inside) : nil
  }

  private func isApostrophe(_ index: Int) -> Bool {
    (scalars[index] == "'" || scalars[index] == "’")
      && scalars[index - 1].properties.isAlphabetic && scalars[index + 1].properties.isAlphabetic
  }

  /// Marks that can stand on both sides of a title, as they are used in one language or another.
  private static let quotes: [(Unicode.Scalar, Unicode.Scalar)] =
    [
      ("\"", "\""), ("'", "'"), ("“", "”"), ("‘", "’"), ("„", "“"), ("„", "”"), ("”", "”"),
      ("«", "»"), ("»", "«"), ("‹", "›"), ("＂", "＂"),
    ] + quotingBrackets.map { ($0.key, $0.value) }
}
