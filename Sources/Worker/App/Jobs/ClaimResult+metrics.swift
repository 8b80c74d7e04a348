import Broker
import Runtime

extension ClaimResult {
  /// The outcome in a word, for log and metrics.
  var word: String {
    switch self {
    case .fetched: "fetched"
    case .filed: "filed"
    case .returned: "returned to review"
    case .failed: "failed"
    case .handedBack: "handed back"
    }
  }

  /// Counts a job that ended so.
  func count(kind: String) {
    Metric.jobs.count(("kind", kind), ("result", word))
    if case .failed(let failure) = self { Metric.failures.count(("code", failure.code.rawValue)) }
  }
}
