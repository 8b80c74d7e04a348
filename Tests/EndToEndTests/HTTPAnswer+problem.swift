import TestSupport
import Testing

extension HTTPAnswer {
  /// Requires a problem (RFC 9457) with this status and code.
  func expectProblem(
    _ status: Int, _ code: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(self.status == status, sourceLocation: sourceLocation)
    #expect(try problemCode == code, sourceLocation: sourceLocation)
    let problem = try json
    #expect(
      problem.names.isSuperset(of: ["type", "title", "status", "detail", "code"]),
      sourceLocation: sourceLocation)
    #expect(problem["status"].number == Double(status), sourceLocation: sourceLocation)
    let detail = try #require(problem["detail"].text, sourceLocation: sourceLocation)
    #expect(
      detail.hasSuffix(".") && detail.unicodeScalars.count <= 300, "\(detail)",
      sourceLocation: sourceLocation)
    if [429, 503].contains(status) {
      #expect(headers["retry-after"].flatMap { Int($0) } != nil, sourceLocation: sourceLocation)
    }
  }
}
