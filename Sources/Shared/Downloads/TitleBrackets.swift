/// The brackets of titles, which East Asian quotation marks are too.
enum TitleBrackets {
  /// East Asian quotation marks.
  static let quoting: [Unicode.Scalar: Unicode.Scalar] = [
    "「": "」", "『": "』", "《": "》", "〈": "〉", "｢": "｣",
  ]

  /// The closing bracket of each opening one.
  private static let closing = quoting.merging([
    "(": ")", "[": "]", "{": "}", "（": "）", "［": "］", "｛": "｝", "【": "】", "〔": "〕",
  ]) { $1 }

  /// The bracket that closes `scalar`; nil where that opens none.
  static func closing(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    isBracket(scalar) ? closing[scalar] : nil
  }

  /// Every closing bracket.
  static var closers: [Unicode.Scalar] { Array(closing.values) }

  /// Whether a bracket closes a group.
  static func closes(_ scalar: Unicode.Scalar) -> Bool {
    isBracket(scalar) && families[scalar] != nil
  }

  /// Says at once of most scalars that they are none, since every scalar of every line is asked.
  private static func isBracket(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "(", ")", "[", "]", "{", "}", "\u{3008}"..."\u{3015}", "\u{FF08}"..."\u{FF63}": true
    default: false
    }
  }

  /// The bracket that a closing one, or its double of another width, has to follow.
  private static let families: [Unicode.Scalar: Unicode.Scalar] = {
    var families: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (open, close) in closing { families[close] = narrow[open] ?? open }
    return families
  }()

  private static let narrow: [Unicode.Scalar: Unicode.Scalar] = [
    "（": "(", "［": "[", "｛": "{", "｢": "「",
  ]

  /// The line with every bracket in a pair; nil where that is so already.
  ///
  /// A bracket that closes one of another width is made to fit. The first group that is never closed
  /// is closed where its part of the line ends; every other lone bracket is dropped.
  static func balanced(_ line: [Unicode.Scalar], limit: Int) -> [Unicode.Scalar]? {
    guard line.contains(where: isBracket) else { return nil }
    var line = line
    var opened: [Int] = []
    var lone: Set<Int> = []
    var isChanged = false
    for index in line.indices {
      if closing(line[index]) != nil {
        opened.append(index)
        continue
      }
      guard closes(line[index]), let family = families[line[index]] else { continue }
      let depth = opened.lastIndex { (narrow[line[$0]] ?? line[$0]) == family }
      if let depth, let fitting = closing(line[opened[depth]]) {
        lone.formUnion(opened[(depth + 1)...])
        opened.removeSubrange(depth...)
        isChanged = isChanged || line[index] != fitting
        line[index] = fitting
      } else if isAfterNumber(index, in: line) {
        line[index] = "."
        isChanged = true
      } else {
        lone.insert(index)
      }
    }
    var inserted: (close: Unicode.Scalar, index: Int)?
    lone.formUnion(opened.dropFirst())
    if let open = opened.first {
      let hasLetters = line[open...].contains(where: \.properties.isAlphabetic)
      if hasLetters, line.count < limit, let close = closing(line[open]) {
        inserted = (close, end(of: open, in: line, lone))
      } else {
        lone.insert(open)
      }
    }
    guard isChanged || inserted != nil || !lone.isEmpty else { return nil }
    var balanced: [Unicode.Scalar] = []
    for index in 0...line.count {
      if let inserted, inserted.index == index { balanced.append(inserted.close) }
      if index < line.count, !lone.contains(index) { balanced.append(line[index]) }
    }
    return balanced
  }

  /// Whether all before a bracket is the number of a list: "12) Title".
  private static func isAfterNumber(_ index: Int, in line: [Unicode.Scalar]) -> Bool {
    index > 0 && index < 4 && index + 1 < line.count && line[index + 1] == " "
      && line[..<index].allSatisfy { ("0"..."9").contains($0) }
  }

  /// Where to close a group: before the next dash where none is before it, else at the end.
  private static func end(of open: Int, in line: [Unicode.Scalar], _ lone: Set<Int>) -> Int {
    func isDash(_ index: Int) -> Bool {
      index > 0 && index + 1 < line.count && TitleSeparator.kind(line[index]) == .dash
        && line[index - 1] == " " && line[index + 1] == " "
    }
    guard !(0..<open).contains(where: isDash) else { return line.count }
    var depth = 0
    for index in (open + 1)..<line.count where !lone.contains(index) {
      if closing(line[index]) != nil { depth += 1 }
      if closes(line[index]) { depth -= 1 }
      if depth == 0, index > open + 2, isDash(index) { return index - 1 }
    }
    return line.count
  }
}
