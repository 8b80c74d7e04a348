import Foundation
import TestSupport
import Testing

extension TonearmStack {
  /// Runs `body` while `count` workers run, and requires that they end cleanly afterwards.
  func withWorkers(
    _ count: Int = 1, settings: [String: String] = [:], _ body: () async throws -> Void
  ) async throws {
    for number in 0..<count { try await startWorker(number + 1, settings: settings) }
    let result: Result<Void, any Error>
    do { result = .success(try await body()) } catch { result = .failure(error) }
    let workers = try (0..<count).map { try part("worker-\($0 + 1)") }.filter(\.isRunning)
    for worker in workers { worker.signal(SIGTERM) }
    for worker in workers { #expect(try await worker.end() == 0) }
    try result.get()
  }
}
