import TestSupport
import Testing

extension SharedStackTests {
  /// What the installation says of itself.
  @Suite struct SystemTests {
    @Test func tellsItsPartsAndItsWorkers() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("operator")
      try await stack.client.send("GET", "/api/v1/system").expectProblem(401, "unauthorized")
      let system = try await user.client.send("GET", "/api/v1/system").json
      #expect(system["workersAlive"].number == 2)
      #expect(system["libraryWritable"] == true)
      #expect(system["jsRuntime"]["name"] == "deno")
      #expect(system["ytDlpVersion"].text ?? "" >= "2026.07.04")
      #expect(system["libraryFreeBytes"].number ?? 0 > 0)
      #expect(system["queueLength"].number != nil)
      let workers = system["workers"].elements
      #expect(Set(workers.compactMap { $0["name"].text }).count == 2)
      #expect(workers.allSatisfy { $0["roles"].elements == ["downloads", "finalize", "library"] })
      #expect(workers.allSatisfy { $0["ytDlpVersion"] == system["ytDlpVersion"] })
    }
  }
}
