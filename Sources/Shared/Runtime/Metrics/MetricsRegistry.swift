import CoreMetrics
import Synchronization

/// Keeps what the process measures, and shows it as Prometheus reads it.
package final class MetricsRegistry: MetricsFactory, Sendable {
  private struct Identity: Hashable {
    let name: String
    let labels: MetricLabels
  }

  private let series = Mutex<[Identity: any MetricSeries]>([:])

  /// An empty registry; `MetricsSystem.bootstrap` makes it the process's.
  package init() {}

  /// Makes a registry the process's own, once, before anything is measured.
  package static func bootstrap() -> MetricsRegistry {
    let registry = MetricsRegistry()
    MetricsSystem.bootstrap(registry)
    return registry
  }

  /// All series in Prometheus' text format, version 0.0.4, sorted.
  package var text: String {
    let series = series.withLock { $0 }
    let names = Dictionary(grouping: series, by: \.key.name).sorted { $0.key < $1.key }
    return names.map { name, group in
      let help = Metric(rawValue: name).map { "# HELP \(name) \($0.help)\n" } ?? ""
      let kind = group.first.map { "# TYPE \(name) \(type(of: $0.value).kind)\n" } ?? ""
      let lines = group.sorted { $0.key.labels.text() < $1.key.labels.text() }
        .flatMap { $0.value.lines(name, $0.key.labels) }
      return help + kind + lines.map { $0 + "\n" }.joined()
    }.joined()
  }

  private func find<Series: MetricSeries>(
    _ label: String, _ dimensions: [(String, String)], _ make: () -> Series
  ) -> Series {
    let identity = Identity(name: label, labels: MetricLabels(dimensions))
    return series.withLock { series in
      if let known = series[identity] as? Series { return known }
      let new = make()
      series[identity] = new
      return new
    }
  }

  /// See `MetricsFactory`.
  package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    find(label, dimensions) { CounterSeries() }
  }

  /// See `MetricsFactory`.
  package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    find(label, dimensions) { GaugeSeries() }
  }

  /// A gauge where single values count, a histogram where they are aggregated.
  package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool)
    -> any RecorderHandler
  {
    aggregate
      ? find(label, dimensions) { HistogramSeries() } : find(label, dimensions) { GaugeSeries() }
  }

  /// A histogram in seconds.
  package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    find(label, dimensions) { HistogramSeries() }
  }

  // Handles come and go with every recording; the series stay.
  /// Does nothing.
  package func destroyCounter(_ handler: any CounterHandler) {}
  /// Does nothing.
  package func destroyMeter(_ handler: any MeterHandler) {}
  /// Does nothing.
  package func destroyRecorder(_ handler: any RecorderHandler) {}
  /// Does nothing.
  package func destroyTimer(_ handler: any TimerHandler) {}
}
