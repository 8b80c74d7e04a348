import Metrics

/// Every metric of Tonearm, by the name it has in `/metrics`.
package enum Metric: String, Sendable, CaseIterable {
  /// Counter; labels `method`, `route`, `status`.
  case requests = "tonearm_http_requests_total"
  /// Histogram until the head of the answer; label `route`.
  case requestDuration = "tonearm_http_request_duration_seconds"
  /// Gauge.
  case eventStreams = "tonearm_event_streams"
  /// Counter; label `reason`.
  case eventStreamsClosed = "tonearm_event_streams_closed_total"
  /// Gauge; label `stream`.
  case queueLength = "tonearm_queue_length"
  /// Gauge; label `stream`.
  case queueOldestWait = "tonearm_queue_oldest_wait_seconds"
  /// Gauge.
  case workersAlive = "tonearm_workers_alive"
  /// Counter; labels `kind`, `result`.
  case jobs = "tonearm_jobs_total"
  /// Histogram; label `phase`.
  case phaseDuration = "tonearm_phase_duration_seconds"
  /// Counter; label `code`.
  case failures = "tonearm_failures_total"
  /// Counter; label `verdict`.
  case egressConnections = "tonearm_egress_connections_total"
  /// Counter.
  case egressBytes = "tonearm_egress_bytes_total"

  /// What it tells, in a line.
  package var help: String {
    switch self {
    case .requests: "Requests answered."
    case .requestDuration: "Time until an answer began."
    case .eventStreams: "Event streams that are open."
    case .eventStreamsClosed: "Event streams that this server closed, by reason."
    case .queueLength: "Jobs that no worker has taken."
    case .queueOldestWait: "How long the first of them has waited."
    case .workersAlive: "Workers that have reported within a lease."
    case .jobs: "Jobs that this worker ended, by result."
    case .phaseDuration: "Time that a phase of a job took."
    case .failures: "Downloads that failed, by code."
    case .egressConnections: "Connections that fetching programs asked for, by verdict."
    case .egressBytes: "Bytes that fetching programs received."
    }
  }
}

extension Metric {
  /// Adds to a counter.
  package func count(_ labels: (String, String)..., by amount: Int = 1) {
    Counter(label: rawValue, dimensions: labels).increment(by: amount)
  }

  /// Sets a gauge.
  package func set(_ value: Double, _ labels: (String, String)...) {
    Gauge(label: rawValue, dimensions: labels).record(value)
  }

  /// Adds a time to a histogram.
  package func record(_ duration: Duration, _ labels: (String, String)...) {
    Timer(label: rawValue, dimensions: labels).recordNanoseconds(Int64(duration / .nanoseconds(1)))
  }

  /// Does `work` and adds the time it took to a histogram, whether it throws or not.
  package func measure<Result>(
    _ labels: (String, String)..., work: () async throws -> Result
  ) async rethrows -> Result {
    let start = ContinuousClock.now
    defer {
      Timer(label: rawValue, dimensions: labels)
        .recordNanoseconds(Int64((ContinuousClock.now - start) / .nanoseconds(1)))
    }
    return try await work()
  }
}

/// The labels of a series, as they stand between the braces.
struct MetricLabels: Hashable {
  private let pairs: [String]

  init(_ dimensions: [(String, String)]) {
    pairs = dimensions.map { name, value in
      let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        .replacing("\n", with: "\\n")
      return "\(name)=\"\(escaped)\""
    }
  }

  /// The labels with one more, in braces; nothing where there is none.
  func text(_ more: (String, String)? = nil) -> String {
    let all = pairs + (more.map { ["\($0)=\"\($1)\""] } ?? [])
    return all.isEmpty ? "" : "{\(all.joined(separator: ","))}"
  }
}
