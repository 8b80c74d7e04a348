/// A hostile title or name made into one line: no white space at its ends or doubled, no controls,
/// no marks that hide or turn text, no bracket without its fellow, 1 to 500 scalars.
///
/// It is an array of scalars because a Character can hide what it begins with: "(\u{301}" is not "(".
struct TitleLine: Equatable {
  let scalars: [Unicode.Scalar]

  /// What a site says on one line, without HTML's escapes; nil where nothing visible is left of it.
  init?(_ text: String?) {
    let scalars = Array((text ?? "").unicodeScalars.prefix(Self.inputLimit))
    self.init(scalars: HTMLEntities.decoded(scalars))
  }

  /// The scalars on one line; nil where nothing visible is left of them.
  init?(scalars: some Collection<Unicode.Scalar>) {
    var line = Self.tidied(scalars)
    if let balanced = TitleBrackets.balanced(line, limit: MetadataApproval.textLimit) {
      line = Self.tidied(balanced)
    }
    guard !line.isEmpty else { return nil }
    self.scalars = line
  }

  var text: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// How much of what a site says is looked at; no title comes near it.
  private static let inputLimit = 10_000

  private static func tidied(_ scalars: some Collection<Unicode.Scalar>) -> [Unicode.Scalar] {
    let words = scalars.split(whereSeparator: isSpace)
      .map { $0.filter { !isDropped($0) } }
      .filter { !$0.allSatisfy(isJoiner) }
    var line = Array(words.joined(separator: [" "]))
    if line.count > MetadataApproval.textLimit {
      line.removeSubrange(MetadataApproval.textLimit...)
      while let last = line.last, last == " " || isJoiner(last) { line.removeLast() }
    }
    return line
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    isPrintableASCII(scalar) ? scalar == " " : scalar.properties.isWhitespace
  }

  /// Of these no property has to be looked up.
  private static func isPrintableASCII(_ scalar: Unicode.Scalar) -> Bool {
    (" "..."~").contains(scalar)
  }

  /// Controls, bidi marks, noncharacters, tags and other scalars that show nothing.
  private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    if isPrintableASCII(scalar) { return false }
    let properties = scalar.properties
    return properties.generalCategory == .control || properties.isNoncharacterCodePoint
      || ("\u{FFF9}"..."\u{FFFB}").contains(scalar)
      || properties.isDefaultIgnorableCodePoint && !isJoiner(scalar)
  }

  /// Invisible, yet part of the spelling of emoji and of Persian, Indic and Japanese words.
  private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
    if isPrintableASCII(scalar) { return false }
    return scalar == "\u{200C}" || scalar == "\u{200D}" || scalar.properties.isVariationSelector
  }
}

extension TitleLine {
  /// The indices of the brackets around a part of the line.
  typealias Group = (open: Int, close: Int)

  /// The bracketed groups, inner ones before those around them.
  var groups: [Group] {
    var groups: [Group] = []
    var opened: [Int] = []
    for (index, scalar) in scalars.enumerated() {
      if TitleBrackets.closing(scalar) != nil {
        opened.append(index)
      } else if let open = opened.last, TitleBrackets.closing(scalars[open]) == scalar {
        groups.append((open, index))
        opened.removeLast()
      }
    }
    return groups
  }

  /// The groups that are in no other, in order.
  var outerGroups: [Group] {
    var outer: [Group] = []
    for group in groups.sorted(by: { $0.open < $1.open }) where group.open > outer.last?.close ?? -1
    {
      outer.append(group)
    }
    return outer
  }

  /// What is inside of a group; nil where nothing is.
  func inside(_ group: Group) -> TitleLine? {
    TitleLine(scalars: scalars[(group.open + 1)..<group.close])
  }
}

extension TitleLine {
  /// The line without the quotation marks that wrap it whole, or all of it but groups, guests and noise:
  /// "“Title” (Live)"; nil where none do.
  var unquoted: TitleLine? {
    guard let first = scalars.first, scalars.count > 2 else { return nil }
    let closers = Set(Self.quotes.filter { $0.0 == first }.map(\.1))
    let ends = (1..<scalars.count).filter { index in
      closers.contains(scalars[index]) && !isApostrophe(index)
    }
    guard let end = ends.first, let remark = remark(in: scalars[(end + 1)...]) else { return nil }
    let inside = scalars[1..<end]
    // Another opening mark says that these are two quotations: “A” and “B”.
    let isWhole = !(1..<scalars.count).contains {
      scalars[$0] == first && $0 != end && !isApostrophe($0)
    }
    guard isWhole, !TitleSeparator.isRun(inside) else { return nil }
    let isWide = remark.first.map { $0.value >= 0x2E80 } == true
    return TitleLine(scalars: inside + (isWide ? [] : [" "]) + remark)
  }

  /// Whether quotation marks wrap the line, apart from the noise after them.
  var isQuotation: Bool {
    var line = self
    while let shorter = line.withoutEnds ?? line.withoutLastWords { line = shorter }
    return line.unquoted != nil
  }

  /// What of the text after a quotation belongs to it: groups that are no quotation, without noise
  /// before them, or guests; nil where it is something else.
  private func remark(in scalars: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar]? {
    guard let rest = TitleLine(scalars: scalars) else { return [] }
    if let word = rest.scalars.split(separator: " ").first, ArtistHint.isGuest(word) {
      return rest.scalars
    }
    let groups = rest.outerGroups
    guard let first = groups.first, groups[groups.count - 1].close == rest.scalars.count - 1,
      groups.allSatisfy({ TitleBrackets.quoting[rest.scalars[$0.open]] == nil }),
      zip(groups, groups.dropFirst()).allSatisfy({ $1.open - $0.close <= 2 })
    else { return nil }
    let before = rest.scalars[..<first.open]
    guard before.isEmpty || TitleNoise(before)?.isNoise == true else { return nil }
    return Array(rest.scalars[first.open...])
  }

  private func isApostrophe(_ index: Int) -> Bool {
    (scalars[index] == "'" || scalars[index] == "’")
      && index > 0 && index + 1 < scalars.count
      && scalars[index - 1].properties.isAlphabetic && scalars[index + 1].properties.isAlphabetic
  }

  /// Marks that can stand on both sides of a title, as they are used in one language or another.
  static let quotes: [(Unicode.Scalar, Unicode.Scalar)] =
    [
      ("\"", "\""), ("'", "'"), ("“", "”"), ("‘", "’"), ("„", "“"), ("„", "”"), ("”", "”"),
      ("«", "»"), ("»", "«"), ("‹", "›"), ("＂", "＂"), ("〝", "〟"),
    ] + TitleBrackets.quoting.map { ($0.key, $0.value) }
}
