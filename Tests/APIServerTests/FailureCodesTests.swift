import Downloads
import Foundation
import Testing

@Suite struct FailureCodesTests {
  /// The end-to-end tests have a case for each code of the contract.
  @Test func areThoseOfTheContract() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/APIServer/openapi.yaml").standardized
    let contract = try String(contentsOf: file, encoding: .utf8)
    let list = try #require(contract.firstMatch(of: /\n +FailureCode:\n +enum: \[([^\]]+)\]/)).1
    let promised = list.split { $0 == "," || $0.isWhitespace }.map(String.init)
    #expect(promised.sorted() == FailureCode.allCases.map(\.rawValue).sorted())
  }
}
