import Foundation
import NIOSSL

/// Why Redis did not do what it was asked.
package struct RedisError: Error, CustomStringConvertible {
  /// What went wrong.
  package enum Code: Sendable, Hashable {
    /// There is no connection, or it ended before the reply. A command that was sent may have been
    /// done.
    case connection
    /// No reply came in time. A command that was sent may have been done, or will be.
    case deadline
    /// Redis answered with an error, whose first word (`WRONGTYPE`, `NOGROUP`, `ERR`) this is.
    case server(String)
    /// What came from the server is not RESP2, or was not asked for.
    case protocolViolation
    /// Too much is waiting for Redis already; nothing was sent.
    case overloaded
    /// The task that was waiting was cancelled. A command that was sent may have been done.
    case cancelled
    /// The client or subscriber was closed.
    case closed
    /// No TLS connection came about, or it broke: one side does not accept the other's certificate,
    /// or does not speak TLS.
    case tls
    /// The URL of the configuration is wrong.
    case invalidURL
    /// A file for TLS is wrong; the message is a clause that says what it must be.
    case invalidTLS(RedisTLS.File)
  }

  /// What kind of trouble it is.
  package let code: Code
  /// A sentence for the log; for ``Code/server(_:)`` what Redis said.
  package let message: String
  /// The error behind it.
  package let cause: (any Error)?
  /// Where it was made, for the log.
  package let file: String
  /// Where in the file it was made.
  package let line: Int

  /// An error that remembers where it was made.
  package init(
    _ code: Code, _ message: String, cause: (any Error)? = nil, file: String = #fileID,
    line: Int = #line
  ) {
    self.code = code
    self.message = message
    self.cause = cause
    self.file = file
    self.line = line
  }

  /// Makes the error out of what Redis said, such as `NOGROUP No such key`.
  init(reply: String, doing what: String? = nil, file: String = #fileID, line: Int = #line) {
    let word = reply.prefix { $0 != " " }
    let isCode = !word.isEmpty && word.utf8.allSatisfy { (0x41...0x5a).contains($0) }
    self.init(
      .server(isCode ? String(word) : "ERR"), what.map { "\($0): \(reply)" } ?? reply, file: file,
      line: line)
  }

  /// The first word of Redis' error; nil for every other kind of error.
  package var serverCode: String? {
    if case .server(let word) = code { word } else { nil }
  }

  /// Message and cause, for the log.
  package var description: String {
    cause.map { "\(message): \($0)" } ?? message
  }
}

extension RedisError {
  /// Takes what a channel reports; `certificate` is what Redis has shown.
  init(connection error: any Error, certificate: NIOSSLCertificate? = nil) {
    switch error {
    case let error as RedisError:
      self = error
    case NIOSSLError.uncleanShutdown:
      self.init(.connection, "Redis closed the connection.")
    case let error as NIOSSLExtraError where error == .failedToValidateHostname:
      self.init(.tls, "The certificate of Redis is not for the host in the URL.")
    case BoringSSLError.sslError(let stack),
      NIOSSLError.handshakeFailed(BoringSSLError.sslError(let stack)):
      self.init(.tls, Self.sentence(for: stack.map(\.reason), certificate))
    default:
      self.init(.connection, "The connection to Redis failed", cause: error)
    }
  }

  /// `reasons` as BoringSSL names them, and alerts among them as RFC 8446 means them.
  private static func sentence(for reasons: [String], _ certificate: NIOSSLCertificate?) -> String {
    let now = Int(Date().timeIntervalSince1970)
    switch reasons.first {
    case "CERTIFICATE_VERIFY_FAILED":
      if let certificate, certificate.notValidAfter < now {
        return "The certificate of Redis has expired."
      }
      if let certificate, certificate.notValidBefore > now {
        return "The certificate of Redis is not valid yet."
      }
      return "The certificate of Redis is not from an authority that is trusted here."
    case "TLSV1_ALERT_CERTIFICATE_REQUIRED":
      return "Redis wants a certificate of ours."
    case "SSLV3_ALERT_HANDSHAKE_FAILURE":
      return "Redis refused the handshake; it may want a certificate of ours, or other ciphers."
    case "TLSV1_ALERT_UNKNOWN_CA":
      return "Our certificate is not from an authority that Redis trusts."
    case "SSLV3_ALERT_CERTIFICATE_EXPIRED":
      return "Our certificate has expired."
    case "WRONG_VERSION_NUMBER":
      return "What answers does not speak TLS."
    default:
      return "TLS failed: \(reasons.joined(separator: ", "))."
    }
  }
}

extension BoringSSLInternalError {
  /// The name in a description such as
  /// `Error: 1 error:1000007d:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER at file.cc:1`.
  fileprivate var reason: String {
    let name = description.components(separatedBy: "OPENSSL_internal:").last ?? description
    return name.components(separatedBy: " at ")[0]
  }
}
