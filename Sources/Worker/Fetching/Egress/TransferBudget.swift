import Synchronization

/// The account of one job's egress, kept by all its connections.
final class EgressLedger: Sendable {
  /// Which way bytes went, seen from here.
  enum Direction: Sendable {
    case sent
    case received
  }

  private let budgetBytes: Int
  private let state = Mutex(EgressReport())

  init(budgetBytes: Int) { self.budgetBytes = budgetBytes }

  var report: EgressReport { state.withLock { $0 } }

  /// Accounts for bytes about to be passed on; false if they are beyond the budget and must not be.
  func spend(_ byteCount: Int, _ direction: Direction) -> Bool {
    state.withLock { report in
      guard byteCount <= budgetBytes - report.bytesSent - report.bytesReceived else {
        report.budgetExceeded = true
        return false
      }
      switch direction {
      case .sent: report.bytesSent += byteCount
      case .received: report.bytesReceived += byteCount
      }
      report.lastByteMovedAt = .now
      return true
    }
  }

  func recordConnection() {
    state.withLock { $0.connections += 1 }
  }

  func recordDenial(_ reason: String) {
    state.withLock {
      $0.denials += 1
      $0.lastDenial = reason
    }
  }
}
