import NIOCore
import Testing

@testable import Redis

struct RedisCommandTests {
  @Test func isEncodedAsRESP2() throws {
    let name = "é"
    let command: RedisCommand = ["SET", "\(name)", .init([0, 13, 10, 255] as [UInt8]), -5, ""]
    var buffer = ByteBuffer(string: "before")
    try command.encode(into: &buffer)
    let expected = "before*5\r\n$3\r\nSET\r\n$2\r\né\r\n$4\r\n\0\r\n"
    #expect(
      Array(buffer.readableBytesView)
        == Array(expected.utf8) + [255] + Array("\r\n$2\r\n-5\r\n$0\r\n\r\n".utf8))
  }

  @Test func takesArgumentsFromVariables() {
    let command = RedisCommand(
      "XADD", [.init("key"), .init(7), .init(Int64.min), .init([1, 2] as [UInt8]), "*"])
    #expect(command == ["XADD", "key", "7", "-9223372036854775808", "\u{1}\u{2}", "*"])
    #expect(command.name == "XADD")
  }

  @Test func scriptsAreKnownByTheirSHA1() {
    // FIPS 180-2, appendix A.1
    let script = RedisScript(name: "abc", source: "abc")
    #expect(script.sha1 == "a9993e364706816aba3e25717850c26c9cd0d89d")
  }

  @Test(arguments: [
    ("NOGROUP No such key", "NOGROUP"), ("ERR unknown", "ERR"), ("just words", "ERR"), ("", "ERR"),
    ("OOM", "OOM"), (" ", "ERR"),
  ])
  func errorsAreKnownByTheirFirstWord(reply: String, code: String) {
    #expect(RedisError(reply: reply).serverCode == code)
    #expect(RedisError(reply: reply).message == reply)
  }

  @Test func valuesAreReadInOneWayOnly() {
    #expect(RedisValue.bytes(Array("12".utf8)).int == 12)
    #expect(RedisValue.bytes(Array("12".utf8)).string == "12")
    #expect(RedisValue.bytes([0xff]).string == nil)
    #expect(RedisValue.bytes(Array("12x".utf8)).int == nil)
    #expect(RedisValue.status("OK").string == "OK")
    #expect(RedisValue.integer(3).string == nil)
    #expect(RedisValue.error("ERR").string == nil)
    #expect(RedisValue.null.array == nil)
    #expect(RedisValue.null.isNull)
  }
}
