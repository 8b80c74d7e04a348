import TestSupport
import Testing

/// Gives a suite a ``TonearmStack``, which runs as long as its tests do.
struct StackTrait: SuiteTrait, TestScoping {
  let start: @Sendable () async throws -> TonearmStack

  func provideScope(
    for test: Test, testCase: Test.Case?, performing tests: @Sendable () async throws -> Void
  ) async throws {
    let stack = try await start()
    try await TonearmStack.$shared.withValue(stack) {
      try await tests()
      try await expectNothingLeft(in: stack)
    }
    let failed = try await stack.stop()
    #expect(failed == [:], "exit statuses of the parts")
  }

  /// Requires that all is gone that must be once no download is live; workers clean up in their time.
  private func expectNothingLeft(in stack: TonearmStack) async throws {
    var leftovers: [String] = []
    do {
      try await eventually("nothing left", within: .seconds(10)) {
        leftovers = try stack.leftovers
        return leftovers.isEmpty
      }
    } catch is NeverHappened {
      Issue.record("Left behind: \(leftovers.joined(separator: ", "))")
    }
  }
}

extension Trait where Self == StackTrait {
  /// A stack of the suite's own; the parameters are those of ``TonearmStack``.
  static func stack(
    workers: Int = 1, settings: [String: String] = [:], appendOnly: Bool = false
  ) -> StackTrait {
    StackTrait {
      try await TonearmStack(workers: workers, settings: settings, appendOnly: appendOnly)
    }
  }
}
