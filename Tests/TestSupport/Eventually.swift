/// Asks again and again until `condition` is true; throws ``NeverHappened`` if that takes longer
/// than `limit`.
package func eventually(
  _ claim: String = "the condition", within limit: Duration = .seconds(10),
  isolation: isolated (any Actor)? = #isolation, file: String = #fileID, line: Int = #line,
  _ condition: () async throws -> Bool
) async throws {
  let end = ContinuousClock.now + limit
  while try await !condition() {
    guard ContinuousClock.now < end else {
      throw NeverHappened(description: "\(file):\(line): \(claim) was not met within \(limit)")
    }
    try await Task.sleep(for: .milliseconds(10))
  }
}

/// A condition that a test waited for in vain.
package struct NeverHappened: Error, CustomStringConvertible {
  package let description: String
}
