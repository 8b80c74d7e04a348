import Downloads
import Testing

@Suite struct FailureCodeTests {
  @Test(arguments: FailureCode.allCases)
  func saysInASentenceWhatHappenedAndWhatToDo(code: FailureCode) {
    #expect(code.message.split(separator: "; ").count == 2)
    #expect(code.message.hasSuffix(".") && !code.message.contains(". "))
    #expect(code.message.unicodeScalars.count <= 300)
  }
}
