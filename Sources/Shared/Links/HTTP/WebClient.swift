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

/// What a web server answered.
package struct WebAnswer: Sendable {
  /// The status code, whatever it says: a refusal is an answer too.
  package let status: Int
  /// By lowercase name; the values of several headers of one name with commas between.
  package let headers: [String: String]
  /// Not longer than the client allows.
  package let body: [UInt8]
}

/// How long an answer may take, and how long it may be.
package struct WebLimits: Sendable {
  /// Until there is a connection, encrypted if it should be.
  package var connecting: Duration
  /// Until all of the answer is there.
  package var total: Duration
  /// The longest body of an answer.
  package var bodyBytes: Int

  /// Limits for small questions to servers that are near.
  package init(
    connecting: Duration = .seconds(5), total: Duration = .seconds(15), bodyBytes: Int = 1 << 20
  ) {
    self.connecting = connecting
    self.total = total
    self.bodyBytes = bodyBytes
  }
}
