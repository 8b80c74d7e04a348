import NIOCore

/// A response of the proxy itself in place of the origin's.
struct EgressRefusal: Error, Hashable {
  /// The HTTP status; 403 means the policy, and nothing else does.
  let status: Int
  /// One clause in ASCII for a person; it travels in the status line, because clients show that.
  let reason: String

  static func denied(_ reason: String) -> EgressRefusal { .init(status: 403, reason: reason) }
  static let malformed = EgressRefusal(status: 400, reason: "the request is malformed")
  static let methodNotAllowed = EgressRefusal(status: 405, reason: "the method is not allowed")
  static let headTooSlow = EgressRefusal(status: 408, reason: "the request took too long")
  static let headTooLong = EgressRefusal(status: 431, reason: "the request head is too long")
  static let badResponse = EgressRefusal(status: 502, reason: "the site's response is malformed")
  static let tooManyConnections = EgressRefusal(status: 503, reason: "too many connections")
  static let overBudget = EgressRefusal(status: 503, reason: "the download is larger than allowed")
  static let timedOut = EgressRefusal(status: 504, reason: "the site did not answer in time")
  static func unreachable(_ what: String) -> EgressRefusal { .init(status: 502, reason: what) }

  var isDenial: Bool { status == 403 }

  /// The whole HTTP response.
  var response: ByteBuffer {
    ByteBuffer(
      string: """
        HTTP/1.1 \(status) Tonearm: \(reason)\r
        Connection: close\r
        Content-Type: text/plain\r
        Content-Length: \(reason.utf8.count + 1)\r
        \r
        \(reason)

        """)
  }
}
