import Downloads

/// What a client of the proxy asks for, read strictly.
struct EgressRequest {
  enum Kind: Hashable {
    /// Bytes both ways, as they come.
    case tunnel
    /// One HTTP request: the head to send in place of the client's, and the length of its body.
    case forward(head: [UInt8], bodyBytes: Int)
  }

  let target: EgressTarget
  let kind: Kind

  /// Reads a head: `CONNECT host:port`, or GET, HEAD or POST of an absolute `http://` URL.
  init(_ head: HTTPHead) throws(EgressRefusal) {
    let words = String(decoding: head.startLine, as: UTF8.self)
      .split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, ["HTTP/1.1", "HTTP/1.0"].contains(words[2]),
      words[1].utf8.allSatisfy({ (0x21...0x7e).contains($0) })
    else { throw .malformed }

    switch words[0] {
    case "CONNECT":
      guard let target = EgressTarget(words[1]) else { throw .malformed }
      self.target = target
      kind = .tunnel
    case "GET", "HEAD", "POST":
      let (target, path) = try Self.split(words[1])
      self.target = target
      let bodyBytes = try Self.bodyBytes(head)
      let host = target.port == 80 ? target.urlHost : target.description
      let forwarded = head.forwarded(
        startLine: "\(words[0]) \(path) HTTP/1.1".utf8,
        dropping: ["host", "content-length", "transfer-encoding"],
        adding: ["Host: \(host)"]
          + (bodyBytes > 0 || words[0] == "POST" ? ["Content-Length: \(bodyBytes)"] : []))
      kind = .forward(head: forwarded, bodyBytes: bodyBytes)
    default:
      throw .methodNotAllowed
    }
  }

  /// Splits an absolute URL into its target and the path to request there.
  private static func split(
    _ url: Substring
  ) throws(EgressRefusal) -> (EgressTarget, path: String) {
    let scheme = "http://"
    guard url.prefix(scheme.count).lowercased() == scheme, !url.contains("#") else {
      throw .malformed
    }
    let rest = url.dropFirst(scheme.count)
    let path = rest.drop { $0 != "/" && $0 != "?" }
    guard let target = EgressTarget(rest[..<path.startIndex], defaultPort: 80) else {
      throw .malformed
    }
    return (target, path.first == "/" ? String(path) : "/" + path)
  }

  /// The length of the body; throws if another reader could find another length (RFC 9112, 6.3).
  private static func bodyBytes(_ head: HTTPHead) throws(EgressRefusal) -> Int {
    guard head.values("transfer-encoding").isEmpty else { throw .malformed }
    let lengths = head.values("content-length")
    guard let text = lengths.first else { return 0 }
    guard lengths.count == 1, !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let length = Int(text)
    else { throw .malformed }
    return length
  }
}
