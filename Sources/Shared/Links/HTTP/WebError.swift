import CCurl

/// Why there was no answer to a request. Says nothing that may be secret.
package struct WebError: Error, CustomStringConvertible {
  /// What kind of trouble it is.
  package enum Code: Sendable {
    /// A header's name or value cannot be sent; nothing was.
    case invalidHeader
    /// There is no such host, or it takes no connection.
    case unreachable
    /// Nobody who is trusted says that the server is who it should be.
    case untrusted
    /// The answer was not there in time. The server may have done what it was asked.
    case timeout
    /// The answer is longer than it may be.
    case tooLarge
    /// What else can happen between two programs.
    case failed
  }

  /// What kind of trouble it is.
  package let code: Code
  /// One clause for the log.
  package let description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }

  /// libcurl's own words for the code alone: its longer messages may quote the address.
  init(_ code: CURLcode) {
    let kind: Code =
      switch code {
      case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT: .unreachable
      case CURLE_PEER_FAILED_VERIFICATION: .untrusted
      case CURLE_OPERATION_TIMEDOUT: .timeout
      default: .failed
      }
    self.init(kind, String(cString: curl_easy_strerror(code)))
  }
}
