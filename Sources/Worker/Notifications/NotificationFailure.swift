import Links

/// Why somebody could not be told of a track. Says nothing that may be secret.
struct NotificationFailure: Error, CustomStringConvertible {
  /// One clause for the log.
  let description: String
  /// Whether the same may work later.
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

  /// An answer with a status that is no success.
  init(status: Int) {
    self.init("the answer was HTTP \(status)", isTransient: status == 429 || status >= 500)
  }
}

extension WebClient {
  /// Sends a request that must be answered with success.
  ///
  /// Throws ``NotificationFailure``, or `CancellationError` where the task is cancelled.
  func notify(_ request: WebRequest) async throws -> WebAnswer {
    let answer: WebAnswer
    do {
      answer = try await send(request)
    } catch let error as WebError {
      throw NotificationFailure(error)
    }
    guard (200..<300).contains(answer.status) else {
      throw NotificationFailure(status: answer.status)
    }
    return answer
  }
}
