import Hummingbird
import NIOCore
import NIOEmbedded
import Runtime
import Testing

@testable import APIServer

@Suite struct TrustedProxiesTests {
  private func request(_ fields: HTTPFields) -> Request {
    Request(
      head: HTTPRequest(
        method: .get, scheme: "http", authority: "localhost", path: "/", headerFields: fields),
      body: RequestBody(buffer: ByteBuffer()))
  }

  private func peer(_ address: String?) throws -> any Channel {
    let channel = EmbeddedChannel()
    if let address { channel.remoteAddress = try SocketAddress(ipAddress: address, port: 4711) }
    return channel
  }

  @Test(
    arguments: [
      ("203.0.113.9", "198.51.100.1", "203.0.113.9"), ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
      ("10.0.0.1", "1.2.3.4, 198.51.100.1, 10.0.0.2", "198.51.100.1"), ("10.0.0.1", "", "10.0.0.1"),
      ("10.0.0.1", "10.0.0.3", "10.0.0.3"), ("::1", "2001:db8::1", "2001:db8::1"),
      (nil, "198.51.100.1", "unix"),
    ] as [(String?, String, String)])
  func believesProxiesAlone(address: String?, forwarded: String, client: String) throws {
    let proxies = try TrustedProxies(["10.0.0.0/8", "::1"])
    let request = request(forwarded.isEmpty ? [:] : [.forwardedFor: forwarded])
    #expect(proxies.client(of: request, try peer(address)) == client)
  }

  @Test func believesAUnixSocketWhereToldTo() throws {
    let proxies = try TrustedProxies(["unix"])
    let request = request([.forwardedFor: "198.51.100.1", .forwardedProto: "https"])
    #expect(proxies.client(of: request, try peer(nil)) == "198.51.100.1")
    #expect(proxies.isEncrypted(request, try peer(nil)))
    #expect(!(try TrustedProxies([]).isEncrypted(request, try peer("10.0.0.1"))))
  }

  @Test func refusesWhatIsNoAddress() {
    #expect(throws: SettingError.self) { try TrustedProxies(["10.0.0.0/8", "proxy.example.org"]) }
  }
}
