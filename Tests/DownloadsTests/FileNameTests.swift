import Downloads
import Foundation
import Testing

@Suite struct FileNameTests {
  @Test(arguments: [
    ("Song", "Song"),
    ("AC/DC", "AC_DC"),
    ("AC\u{2215}DC \u{FF0F} Live", "AC_DC _ Live"),
    (#"a\b:c*d?e"f<g>h|i"#, "a_b_c_d_e_f_g_h_i"),
    ("What???", "What___"),
    ("../../etc/passwd", "_.._etc_passwd"),
    ("..", "Unknown"),
    ("", "Unknown"),
    ("\u{200B}\u{202E}", "Unknown"),
    (".hidden", "hidden"),
    ("-rf ~", "rf ~"),
    ("~/.ssh", "_.ssh"),
    ("Wait...", "Wait"),
    ("  two\t\n words \u{3000} here ", "two words here"),
    ("line\r\nbreak", "line break"),
    ("bell\u{7}\u{0}\u{85}end", "bell end"),
    ("right\u{202E}3pm.exe", "right3pm.exe"),
    ("zero\u{200D}width\u{FEFF}", "zerowidth"),
    ("/\u{301}x", "_\u{301}x"),
    (".\u{301}x", "x"),
    ("e\u{301}", "\u{e9}"),
    ("\u{1112}\u{1161}\u{11AB}", "\u{D55C}"),
    ("\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}", "\u{1F3F4}"),
    ("con", "_con"),
    ("Nul.live at home", "_Nul.live at home"),
    ("COM1", "_COM1"),
    ("lpt\u{b2}", "_lpt\u{b2}"),
    ("CON .txt", "_CON .txt"),
    ("Contact", "Contact"),
    ("COM", "COM"),
    ("夜に駆ける", "夜に駆ける"),
    ("Ночь", "Ночь"),
    ("🎵", "🎵"),
  ])
  func makesOneSafeName(text: String, expected: String) {
    #expect(Array(FileName.component(text).unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test func cutsBetweenGraphemes() {
    let family = "e\u{323}\u{302}\u{308}"
    let composed = FileName.component(family)
    let name = FileName.component(String(repeating: family, count: 100), maximumBytes: 50)
    #expect(name == String(repeating: composed, count: 50 / composed.utf8.count))
  }

  @Test func cutsAnEndlessGraphemeBetweenScalars() {
    let name = FileName.component("a" + String(repeating: "\u{301}", count: 500))
    #expect((100...200).contains(name.utf8.count))
  }

  @Test func doesNotBecomeADeviceByBeingCut() {
    let text = "nul\u{1F3B5}" + String(repeating: "\u{323}", count: 200)
    #expect(FileName.component(text, maximumBytes: 16) == "_nul")
  }

  @Test(arguments: [("Straße", "STRASSE"), ("Ärger", "a\u{308}RGER"), ("ΣΑΣ", "σας")])
  func holdsNamesThatDifferInCaseToBeTheSame(one: String, other: String) {
    #expect(FileName.caseFolded(one) == FileName.caseFolded(other))
  }

  /// One hundred thousand names out of every plane and corner of Unicode.
  @Test func keepsItsPromisesForAnyText() {
    var random = RandomText(seed: 20_260_819)
    for round in 0..<100_000 {
      let text = random.text()
      let maximum = round.isMultiple(of: 2) ? 200 : 16 + round % 50
      let name = FileName.component(text, maximumBytes: maximum)
      if let broken = brokenPromise(of: name, maximum) {
        Issue.record(
          "\(broken): \(Array(text.unicodeScalars)) became \(Array(name.unicodeScalars))")
        return
      }
    }
  }

  /// Says which promise a name breaks; looks at bytes, and shares nothing with the code under test.
  private func brokenPromise(of name: String, _ maximum: Int) -> String? {
    let bytes = Array(name.utf8)
    guard let first = bytes.first, let last = bytes.last else { return "empty" }
    if bytes.count > maximum { return "too long" }
    if bytes.contains(where: { $0 < 0x20 || $0 == 0x7f }) { return "control" }
    if bytes.contains(where: #"/\:*?"<>|"#.utf8.contains) { return "separator" }
    if ".-~ ".utf8.contains(first) { return "start" }
    if ". ".utf8.contains(last) { return "end" }
    if name.unicodeScalars.contains(where: isInvisible) { return "invisible" }
    let stem = name.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false)[0]
    let device = stem.reversed().drop { $0 == " " }.reversed().map(String.init).joined()
    if reserved.contains(device.uppercased()) { return "device" }
    let again = FileName.component(name, maximumBytes: maximum)
    if !again.utf8.elementsEqual(bytes) { return "not idempotent" }
    let decomposed = name.decomposedStringWithCanonicalMapping
    if !FileName.component(decomposed, maximumBytes: 4096).utf8.elementsEqual(bytes) {
      return "not composed"
    }
    return nil
  }

  private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x80...0x9f, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfdd0...0xfdef, 0xfeff,
      0xfff9...0xfffb, 0xe0000...0xe0fff:
      true
    case let value: value & 0xfffe == 0xfffe
    }
  }

  private let reserved: Set<String> = [
    "CON", "PRN", "AUX", "NUL", "COM0", "COM1", "COM9", "LPT0", "LPT5", "COM¹", "LPT³", "CONIN$",
  ]
}
