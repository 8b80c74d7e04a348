import TestSupport
import Testing

extension SharedStackTests {
  /// What the programs count.
  @Suite(.serialized) struct MetricsTests {
    /// The sum of a metric's values over all series whose labels hold `label`.
    private func value(_ metrics: String, _ name: String, _ label: String = "") -> Double? {
      let lines = metrics.split(separator: "\n")
        .filter { $0.hasPrefix("\(name){") || $0.hasPrefix("\(name) ") }
        .filter { label.isEmpty || $0.contains(label) }
      guard !lines.isEmpty else { return nil }
      return lines.compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }.reduce(0, +)
    }

    @Test func countJobsAndFailures() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("metrics")
      let id = try await user.submit(stack.site.url("/page", ["media": "direct.mp3"]))
      _ = try await user.event("download_ready_for_review", of: id)
      #expect(try await user.confirm(id, ["title": "Counted", "artist": "Ada"]).status == 200)
      try await stack.expectFailure(stack.site.url("/missing"), of: user, code: "not_found")
      let workers = try await stack.metrics(of: "worker-1") + stack.metrics(of: "worker-2")
      #expect(value(workers, "tonearm_jobs_total", "result=\"fetched\"") ?? 0 >= 1)
      #expect(value(workers, "tonearm_jobs_total", "result=\"filed\"") ?? 0 >= 1)
      #expect(value(workers, "tonearm_failures_total", "code=\"not_found\"") ?? 0 >= 1)
      for phase in ["downloading", "converting", "filing"] {
        let label = "phase=\"\(phase)\""
        #expect(value(workers, "tonearm_phase_duration_seconds_count", label) ?? 0 >= 1)
      }
      #expect(value(workers, "tonearm_egress_connections_total", "allowed") ?? 0 >= 1)
      #expect(value(workers, "tonearm_egress_bytes_total") ?? 0 > 1000)
    }

    @Test func showRequestsQueueAndStreams() async throws {
      let stack = try TonearmStack.current
      _ = try await stack.user("metrics")
      let metrics = try await stack.metrics(of: "api")
      #expect(value(metrics, "tonearm_workers_alive") == 2)
      #expect(value(metrics, "tonearm_event_streams") ?? 0 >= 1)
      #expect(value(metrics, "tonearm_queue_length", "{tonearm}:jobs") != nil)
      #expect(value(metrics, "tonearm_queue_oldest_wait_seconds", "{tonearm}:jobs") != nil)
      #expect(value(metrics, "tonearm_http_requests_total", "status=\"200\"") ?? 0 >= 1)
    }

    @Test func areNotForPeople() async throws {
      let answer = try await TonearmStack.current.client.send("GET", "/metrics")
      #expect(answer.status == 404)
    }
  }
}
