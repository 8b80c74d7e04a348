import Synchronization

/// The bytes that one job may transfer, and what was transferred so far; shared by all connections of its proxy.
final class TransferBudget: Sendable {
  /// Which way bytes go, seen from here.
  enum Direction: Sendable {
    case sent
    case received
  }

  private let limitBytes: Int
  private let state = Mutex(EgressReport())

  init(limitBytes: Int) { self.limitBytes = limitBytes }

  var report: EgressReport { state.withLock { $0 } }

  /// Counts bytes that are about to be passed on; false if they exceed the budget and must not be.
  func spend(_ byteCount: Int, _ direction: Direction) -> Bool {
    state.withLock { report in
      guard byteCount <= limitBytes - report.bytesSent - report.bytesReceived else {
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

  func recordRadio() {
    state.withLock { $0.sendsRadio = true }
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
