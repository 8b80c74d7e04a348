/// The head of an HTTP/1 message, split strictly: what two parsers could read in two ways is not a head.
struct HTTPHead {
  struct Field {
    /// In lower case.
    let name: String
    /// As received, including the white space around it.
    let value: ArraySlice<UInt8>
  }

  let startLine: ArraySlice<UInt8>
  let fields: [Field]

  /// Splits `bytes`, which end with the empty line.
  ///
  /// Nil for a CR or LF alone, other controls, folded lines, and names that are no tokens (RFC 9112).
  init?(_ bytes: some Sequence<UInt8>) {
    var lines = Array(bytes).split(separator: Self.lf, omittingEmptySubsequences: false)
    guard lines.popLast()?.isEmpty == true, lines.allSatisfy({ $0.last == Self.cr }) else {
      return nil
    }
    lines = lines.map { $0.dropLast() }
    guard lines.count >= 2, lines.popLast()?.isEmpty == true,
      lines.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.isTextByte) })
    else { return nil }
    startLine = lines[0]
    var fields: [Field] = []
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
        line[..<colon].allSatisfy(Self.isTokenByte)
      else { return nil }
      fields.append(
        Field(
          name: String(decoding: line[..<colon], as: UTF8.self).lowercased(),
          value: line[(colon + 1)...]))
    }
    self.fields = fields
  }

  /// The values of all fields of that name, without white space around them.
  func values(_ name: String) -> [String] {
    fields.filter { $0.name == name }.map { field in
      let text = field.value.drop(while: Self.isSpace).reversed().drop(while: Self.isSpace)
        .reversed()
      return String(decoding: text, as: UTF8.self)
    }
  }

  /// The head to pass on: `startLine`, the fields that concern more than one connection except those in `dropping`, then
  /// `adding`, and `Connection: close`.
  func forwarded(
    startLine: some Sequence<UInt8>, dropping: Set<String> = [], adding: [String] = []
  ) -> [UInt8] {
    let named = values("connection").flatMap { $0.lowercased().split(separator: ",") }
      .map { String($0.filter { $0 != " " && $0 != "\t" }) }
    // The fields that frame the message stay, whatever "Connection" says.
    let dropped = Self.hopByHop.union(named).subtracting(Self.framing).union(dropping)
    var head = Array(startLine) + Self.crlf
    for field in fields where !dropped.contains(field.name) {
      head += Array("\(field.name):".utf8) + field.value + Self.crlf
    }
    for line in adding + ["Connection: close"] { head += Array(line.utf8) + Self.crlf }
    return head + Self.crlf
  }

  /// Fields for one connection only (RFC 9110, section 7.6.1).
  private static let hopByHop: Set<String> = [
    "connection", "proxy-connection", "keep-alive", "te", "upgrade", "proxy-authorization",
    "proxy-authenticate", "expect",
  ]
  private static let framing: Set<String> = ["content-length", "transfer-encoding"]

  private static let cr = UInt8(ascii: "\r")
  private static let lf = UInt8(ascii: "\n")
  private static let crlf = [cr, lf]

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private static func isTextByte(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x7f || byte == UInt8(ascii: "\t")
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
