import Testing

@testable import Catalogue

@Suite struct FoldedTextTests {
  @Test(arguments: [
    ("Björk", "bjork"), ("BJO\u{308}RK", "bjork"), ("Ёлка", "елка"), ("Straße", "strasse"),
    ("Sigur Rós", "sigur ros"), ("ＦＵＬＬ", "full"), ("ﬁne", "fine"), ("Mötley Crüe", "motley crue"),
    ("Łódź", "lodz"), ("Ærø", "aero"), ("Σίσυφος", "σισυφοσ"), ("İstanbul", "istanbul"),
    ("ガール", "ガール"), ("ｶﾞｰﾙ", "ガール"), ("한국어", "한국어"), ("हिन्दी", "हिन्दी"), ("x²", "x2"),
  ])
  func comparesWithoutCaseAndAccents(original: String, folded: String) {
    #expect(FoldedText(original).text == folded)
    #expect(FoldedText(folded).text == folded)
  }

  @Test(arguments: [
    ("Nina Simone", #""nina"* AND "simone"*"#), ("don't stop", #""dont"* AND "stop"*"#),
    ("AC/DC", #""ac"* AND "dc"*"#), ("夜に駆ける", #""夜 に 駆 け る"*"#),
    ("TVアニメ2", #""tv"* AND "ア ニ メ"* AND "2"*"#),
    (#"a" OR "b"#, #""a"* AND "or"* AND "b"*"#), ("  ", nil), ("!?", nil), ("", nil),
  ])
  func asksForTheWordsOfAQuery(query: String, expression: String?) {
    #expect(SearchWords(query).expression == expression)
  }

  @Test func boundsWhatIsAsked() throws {
    let long = String(repeating: "word ", count: 10_000) + String(repeating: "夜", count: 10_000)
    let expression = try #require(SearchWords(long).expression)
    #expect(expression.utf8.count < 1000)
  }
}
