import Metrics

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
