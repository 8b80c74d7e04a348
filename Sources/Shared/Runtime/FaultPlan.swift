#if DEBUG
  import Foundation
  import Synchronization

  /// The fault that was asked for, until it has happened.
  final class FaultPlan: Sendable {
    /// What the environment asks for.
    static let shared = FaultPlan(ProcessInfo.processInfo.environment["TONEARM_FAULT"])

    enum Fault: String {
      case kill, stop, exit, sleep

      /// Of a sleep: more than the lease of the tests, which is 2 s.
      private static let length: Duration = .seconds(5)

      func suffer() async {
        switch self {
        case .kill: raise(SIGKILL)
        case .stop: raise(SIGSTOP)
        case .exit: _exit(1)
        case .sleep: try? await Task.sleep(for: Self.length)  // cut short when the work is given up
        }
      }
    }

    private let planned: Mutex<(point: FaultPoint, fault: Fault)?>

    /// Nothing is planned where `text` is no fault.
    init(_ text: String?) {
      let words = text?.split(separator: ":", maxSplits: 1).map(String.init) ?? []
      let point = words.first.flatMap(FaultPoint.init)
      let fault = words.last.flatMap(Fault.init)
      planned = Mutex(point.flatMap { point in fault.map { (point, $0) } })
    }

    /// The fault of that point, the first time.
    func take(_ point: FaultPoint) -> Fault? {
      planned.withLock { planned in
        guard let fault = planned, fault.point == point else { return nil }
        planned = nil
        return fault.fault
      }
    }
  }
#endif
