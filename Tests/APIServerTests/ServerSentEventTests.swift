import NIOCore
import Testing

@testable import APIServer

@Suite struct ServerSentEventTests {
  @Test func isWrittenAsTheStandardSays() {
    let event = ServerSentEvent(id: "1.2", name: "snapshot", data: "{}")
    #expect(String(buffer: event.buffer) == "id: 1.2\nevent: snapshot\ndata: {}\n\n")
  }

  @Test func isOneChunkOfAnHTTPResponse() {
    let event = ServerSentEvent(id: nil, name: "snapshot", data: "[\"eleven\"]")
    #expect(
      String(buffer: event.chunk)
        == "22\r\nevent: snapshot\ndata: [\"eleven\"]\n\n\r\n")
  }

  @Test(arguments: ["a\nevent: evil", "a\r\ndata: evil", "a\r\r\nid: 9", "\n\n"])
  func noFieldCanBreakOutOfItsLine(text: String) {
    let event = ServerSentEvent(id: text, name: text, data: text)
    let lines = String(buffer: event.buffer).unicodeScalars.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(!String(buffer: event.buffer).unicodeScalars.contains("\r"))
  }
}
