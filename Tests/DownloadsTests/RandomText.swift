import TestSupport

/// Texts out of every plane, thick with what names must not have.
struct RandomText {
  private var random: SeededRandom

  /// The same seed gives the same texts.
  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  /// A text of up to 40 pieces.
  mutating func text() -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...40, using: &random) { text.append(contentsOf: piece()) }
    return String(text)
  }

  private mutating func piece() -> [Unicode.Scalar] {
    switch UInt8.random(in: 0..<10, using: &random) {
    case 0: scalar(in: 0...0x10ffff)
    case 1: scalar(in: 0...0xff)
    case 2: scalar(in: 0x300...0x36f)
    case 3: scalar(in: 0x2000...0x206f)
    case 4: scalar(in: 0x1f300...0x1faff)
    case 5: scalar(in: 0xf900...0xffff)
    case 6: scalar(in: 0x1100...0x11ff)
    default: Array((Self.corners.randomElement(using: &random) ?? "").unicodeScalars)
    }
  }

  private mutating func scalar(in range: ClosedRange<UInt32>) -> [Unicode.Scalar] {
    Unicode.Scalar(UInt32.random(in: range, using: &random)).map { [$0] } ?? []
  }

  private static let corners = [
    "/", "\\", ":", "..", ".", "-", "~", " ", "\r\n", "\0", "\u{301}", "\u{200D}", "\u{202E}",
    "\u{FE0F}",
    "👩‍👩‍👧‍👦", "🇩🇪", "CON", "nul", "com¹", "LPT1", "e\u{301}", "\u{212B}", "가", "ffi", "夜", "ש", "क्षि",
    "a", "B", "\u{E0041}", "\u{3000}", "\u{338}", "<\u{338}",
  ]
}
