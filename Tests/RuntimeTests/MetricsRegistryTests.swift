import CoreMetrics
import Runtime
import Testing

@Suite struct MetricsRegistryTests {
  @Test func showsCountersGaugesAndHistograms() {
    let registry = MetricsRegistry()
    let jobs = Metric.jobs.rawValue
    registry.makeCounter(label: jobs, dimensions: [("kind", "b")]).increment(by: 2)
    registry.makeCounter(label: jobs, dimensions: [("kind", "b")]).increment(by: 3)
    registry.makeCounter(label: jobs, dimensions: [("kind", "a\"\\\n")]).increment(by: 1)
    registry.makeRecorder(
      label: Metric.workersAlive.rawValue, dimensions: [], aggregate: false
    ).record(3.0)
    let timer = registry.makeTimer(label: Metric.phaseDuration.rawValue, dimensions: [("p", "x")])
    timer.recordNanoseconds(300_000_000)
    timer.recordNanoseconds(7_200_000_000_000)
    let lines = registry.text.split(separator: "\n").map(String.init)
    #expect(lines.contains("# TYPE tonearm_jobs_total counter"))
    #expect(lines.contains(#"tonearm_jobs_total{kind="a\"\\\n"} 1"#))
    #expect(lines.contains(#"tonearm_jobs_total{kind="b"} 5"#))
    #expect(lines.contains("tonearm_workers_alive 3.0"))
    #expect(lines.contains("# TYPE tonearm_phase_duration_seconds histogram"))
    #expect(lines.contains(#"tonearm_phase_duration_seconds_bucket{p="x",le="0.25"} 0"#))
    #expect(lines.contains(#"tonearm_phase_duration_seconds_bucket{p="x",le="0.5"} 1"#))
    #expect(lines.contains(#"tonearm_phase_duration_seconds_bucket{p="x",le="+Inf"} 2"#))
    #expect(lines.contains(#"tonearm_phase_duration_seconds_count{p="x"} 2"#))
    #expect(lines.filter { $0.hasPrefix("# TYPE") }.count == 3)
  }
}
