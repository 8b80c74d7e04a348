import Links

/// Why a receiver could not be notified of a track. Contains no secrets.
struct NotificationFailure: Error, CustomStringConvertible {
  /// One clause for the log.
  let description: String
  /// Whether the same request may work later.
  let isTransient: Bool

  init(_ description: String, isTransient: Bool = false) {
    self.description = description
    self.isTransient = isTransient
  }

  init(_ error: WebError) {
    let isTransient =
      switch error.code {
      case .unreachable, .timeout, .failed: true
      case .invalidHeader, .untrusted, .tooLarge: false
      }
    self.init(error.description, isTransient: isTransient)
  }

  /// A response with a status other than success.
  init(status: Int) {
    self.init("the response was HTTP \(status)", isTransient: status == 429 || status >= 500)
  }
}

extension WebClient {
  /// Sends a request and requires a status of success.
  ///
  /// Throws ``NotificationFailure``, or `CancellationError` if the task is cancelled.
  func notify(_ request: WebRequest) async throws -> WebAnswer {
    let response: WebAnswer
    do {
      response = try await send(request)
    } catch let error as WebError {
      throw NotificationFailure(error)
    }
    guard (200..<300).contains(response.status) else {
      throw NotificationFailure(status: response.status)
    }
    return response
  }
}
