import CoreMetrics
import Synchronization

/// The values of one metric under one set of labels.
protocol MetricSeries: Sendable {
  /// The type that Prometheus knows it by.
  static var kind: String { get }
  func lines(_ name: String, _ labels: MetricLabels) -> [String]
}

final class CounterSeries: MetricSeries, CounterHandler {
  static let kind = "counter"
  private let value = Atomic<Int64>(0)

  func increment(by amount: Int64) { value.wrappingAdd(amount, ordering: .relaxed) }

  func reset() { value.store(0, ordering: .relaxed) }

  func lines(_ name: String, _ labels: MetricLabels) -> [String] {
    ["\(name)\(labels.text()) \(value.load(ordering: .relaxed))"]
  }
}

final class GaugeSeries: MetricSeries, MeterHandler, RecorderHandler {
  static let kind = "gauge"
  private let value = Mutex<Double>(0)

  func set(_ value: Int64) { set(Double(value)) }
  func set(_ value: Double) { self.value.withLock { $0 = value } }
  func increment(by amount: Double) { value.withLock { $0 += amount } }
  func decrement(by amount: Double) { value.withLock { $0 -= amount } }
  func record(_ value: Int64) { set(Double(value)) }
  func record(_ value: Double) { set(value) }

  func lines(_ name: String, _ labels: MetricLabels) -> [String] {
    ["\(name)\(labels.text()) \(value.withLock { $0 })"]
  }
}

final class HistogramSeries: MetricSeries, TimerHandler, RecorderHandler {
  static let kind = "histogram"
  /// Upper bounds: from a quick answer, in seconds, to the longest download.
  private static let bounds = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800,
  ]

  private struct State {
    var counts = Array(repeating: 0, count: HistogramSeries.bounds.count + 1)
    var sum = 0.0
  }

  private let state = Mutex(State())

  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    let bucket = Self.bounds.firstIndex { value <= $0 } ?? Self.bounds.count
    state.withLock { state in
      state.counts[bucket] += 1
      state.sum += value
    }
  }

  func lines(_ name: String, _ labels: MetricLabels) -> [String] {
    let state = state.withLock { $0 }
    var total = 0
    var lines: [String] = []
    for (bound, count) in zip(Self.bounds.map { "\($0)" } + ["+Inf"], state.counts) {
      total += count
      lines.append("\(name)_bucket\(labels.text(("le", bound))) \(total)")
    }
    return lines + [
      "\(name)_sum\(labels.text()) \(state.sum)", "\(name)_count\(labels.text()) \(total)",
    ]
  }
}
