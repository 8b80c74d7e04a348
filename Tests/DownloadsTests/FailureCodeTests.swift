import Downloads
import Testing

@Suite struct FailureCodeTests {
  @Test(arguments: FailureCode.allCases)
  func saysInSentencesWhatHappenedAndWhatToDo(code: FailureCode) {
    let sentences = code.message.dropLast().split(separator: ". ")
    #expect(
      (1...2).contains(sentences.count) && sentences.allSatisfy { $0.first?.isUppercase == true })
    #expect(code.message.hasSuffix("."))
    #expect(code.message.unicodeScalars.count <= 300)
  }
}
