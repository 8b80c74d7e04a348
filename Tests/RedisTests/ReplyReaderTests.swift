import NIOCore
import Testing

@testable import Redis

struct ReplyReaderTests {
  static let replies: [(String, RedisValue)] = [
    ("+OK\r\n", .status("OK")),
    ("-WRONGTYPE no\r\n", .error("WRONGTYPE no")),
    (":-9223372036854775808\r\n", .integer(.min)),
    ("$0\r\n\r\n", .bytes([])),
    ("$4\r\n\r\n\0a\r\n", .bytes([13, 10, 0, 97])),
    ("$-1\r\n", .null),
    ("*-1\r\n", .null),
    ("*0\r\n", .array([])),
    (
      "*3\r\n:1\r\n*2\r\n$-1\r\n-ERR in here\r\n+x\r\n",
      .array([.integer(1), .array([.null, .error("ERR in here")]), .status("x")])
    ),
  ]

  @Test(arguments: [1, 2, 3, 1000])
  func readsRepliesInPiecesOfAnySize(size: Int) throws {
    let bytes = Array(Self.replies.map(\.0).joined().utf8)
    var reader = try ReplyReader()
    var values: [RedisValue] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      try reader.feed(ByteBuffer(bytes: bytes[start..<min(start + size, bytes.count)]))
      while let value = try reader.next() { values.append(value) }
    }
    #expect(values == Self.replies.map(\.1))
  }

  @Test(arguments: [
    "HTTP/1.1 400 Bad Request\r\n", "\r\n", ":1x\r\n", "$x\r\n", "$-2\r\n", "*-2\r\n",
    "$99999999999999999999\r\n", "*99999999999999999999\r\n",
    String(repeating: "*1\r\n", count: 12) + ":1\r\n",
  ])
  func refusesWhatIsNotRESP2(text: String) throws {
    var reader = try ReplyReader()
    let error = #expect(throws: RedisError.self) {
      try reader.feed(ByteBuffer(string: text))
      while try reader.next() != nil {}
    }
    #expect(error?.code == .protocolViolation)
  }

  @Test func waitsForMore() throws {
    var reader = try ReplyReader()
    for piece in ["", "*", "2\r", "\n$3\r\nab", "c\r", "\n:"] {
      try reader.feed(ByteBuffer(string: piece))
      #expect(try reader.next() == nil)
    }
    try reader.feed(ByteBuffer(string: "7\r\n+next\r\n"))
    #expect(try reader.next() == .array([.bytes(Array("abc".utf8)), .integer(7)]))
    #expect(try reader.next() == .status("next"))
    #expect(try reader.next() == nil)
  }
}
