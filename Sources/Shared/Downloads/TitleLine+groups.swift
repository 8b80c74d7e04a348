extension TitleLine {
  /// The indices of the brackets around a part of the line.
  typealias Group = (open: Int, close: Int)

  /// The bracketed groups, inner ones before those around them; a bracket without its fellow is text.
  var groups: [Group] {
    var groups: [Group] = []
    var opened: [Int] = []
    for (index, scalar) in scalars.enumerated() {
      if Self.closing[scalar] != nil {
        opened.append(index)
      } else if let depth = opened.lastIndex(where: { Self.closing[scalars[$0]] == scalar }) {
        groups.append((opened[depth], index))
        opened.removeSubrange(depth...)
      }
    }
    return groups
  }

  /// East Asian quotation marks, which are brackets too.
  static let quotingBrackets: [Unicode.Scalar: Unicode.Scalar] = [
    "「": "」", "『": "』", "《": "》", "〈": "〉",
  ]

  static let closing = quotingBrackets.merging([
    "(": ")", "[": "]", "{": "}", "（": "）", "［": "］", "【": "】", "〔": "〕",
  ]) { $1 }
}
