import Foundation
import NIOSSL

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
