import Foundation

/// Asks web servers, directly: no proxy of the environment is used, and no redirect is followed.
package struct WebClient: Sendable {
  private let limits: WebLimits
  private let userAgent: String
  private let authorities: String?

  /// A client that sends `userAgent` with every request, and trusts the authorities in the PEM file
  /// `authorities`; nil for those of the system.
  package init(
    limits: WebLimits = WebLimits(), userAgent: String = "Tonearm", authorities: String? = nil
  ) {
    self.limits = limits
    self.userAgent = userAgent
    self.authorities = authorities
  }

  /// Sends a request and waits for all of the answer.
  ///
  /// Throws ``WebError``, or `CancellationError` within about a second of the task's cancellation. Every
  /// call has a thread of its own until then: how many there are at once is for the callers to limit.
  package func send(_ request: WebRequest) async throws -> WebAnswer {
    if let name = request.invalidHeader {
      throw WebError(.invalidHeader, "the header \(name.debugDescription) cannot be sent")
    }
    try Task.checkCancellation()
    let stop = TransferStop()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread {
          continuation.resume(with: Result { try transfer(request, stop) })
        }
      }
    } onCancel: {
      stop.request()
    }
  }

  /// Blocks until the answer is there.
  private func transfer(_ request: WebRequest, _ stop: TransferStop) throws -> WebAnswer {
    let transfer = try CurlTransfer(limits: limits, stop: stop)
    try transfer.trust(authorities)
    try transfer.prepare(request, userAgent: userAgent)
    return try transfer.perform()
  }
}
