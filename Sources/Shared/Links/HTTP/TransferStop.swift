import Synchronization

/// Asks a transfer, which is on another thread, to end.
final class TransferStop: Sendable {
  private let flag = Atomic(false)

  var isRequested: Bool { flag.load(ordering: .relaxed) }

  func request() { flag.store(true, ordering: .relaxed) }
}
