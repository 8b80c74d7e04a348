import Foundation
import Glibc
import TestSupport
import Testing

@testable import Fetching

/// The program that connects a sandbox to its proxy, here without a sandbox.
@Suite struct RelayTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A program that ends with the relay, as in a sandbox.
  private static let idle = ["/usr/bin/setpriv", "--pdeathsig", "KILL", "/bin/sleep", "600"]

  private var socket: String { folder.path(of: "proxy.sock") }

  private func command(_ port: Int, _ program: [String]) -> [String] {
    [BuiltProducts.path(of: "tonearm-relay"), "\(port)", socket] + program
  }

  /// Runs the relay between a client and a proxy that may reach a site.
  private func relaying(
    answer: @escaping LoopbackOrigin.Answer,
    _ test: @Sendable (_ client: LoopbackSocket, _ relay: Program) async throws -> Void
  ) async throws {
    try await EgressFixture.run(at: .unixSocket(path: socket), answer: answer) { egress in
      let port = FreePort.next()
      let relay = try await Program.start(
        command(port, Self.idle), output: folder.path(of: "output"))
      try await eventually("the relay listens") { (try? LoopbackSocket.connect(port: port)) != nil }
      let request = "CONNECT 127.0.0.1:\(egress.origin.port) HTTP/1.1\r\n\r\n"
      let client = try await blocking {
        let client = try LoopbackSocket.connect(port: port)
        try client.send(request)
        _ = try client.receive(until: "\r\n\r\n")
        return client
      }
      try await test(client, relay)
      relay.end(with: SIGKILL)
    }
  }

  @Test func passesBytesOnBothWaysAndTheEndOfInput() async throws {
    let sent = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    let echo: LoopbackOrigin.Answer = { connection in
      var all: [UInt8] = []
      while case let more = try connection.receive(), !more.isEmpty { all += more }
      try connection.send(all)
    }
    try await relaying(answer: echo) { client, _ in
      let received = try await blocking {
        try client.send(sent)
        client.endOutput()
        var all: [UInt8] = []
        while case let more = try client.receive(), !more.isEmpty { all += more }
        return all
      }
      #expect(received == sent)
    }
  }

  @Test func holdsAProxyBackWhenTheClientDoesNotRead() async throws {
    let sizeBytes = 32 << 20
    let flood: LoopbackOrigin.Answer = { connection in
      try connection.send(Array(repeating: UInt8(0x61), count: sizeBytes))
    }
    try await relaying(answer: flood) { client, relay in
      let first = try await blocking { try client.receive() }
      let rest = try await blocking {
        var count = 0
        while case let more = try client.receive(1 << 20), !more.isEmpty { count += more.count }
        return count
      }
      #expect(first.count + rest == sizeBytes)
      #expect(try peakKilobytes(of: relay) < 24 * 1024)
    }
  }

  @Test(arguments: [("exit 0", Int32(0)), ("exit 4", 4), ("kill -9 $$", 137)])
  func endsAsItsProgramDoes(script: String, status: Int32) async throws {
    let proxy = try LoopbackListener(path: socket)
    let outcome = try await Program.run(command(FreePort.next(), ["/bin/sh", "-c", script]))
    #expect(outcome.status == status)
    withExtendedLifetime(proxy) {}
  }

  @Test func endsWithItsProxy() async throws {
    var proxy: LoopbackListener? = try LoopbackListener(path: socket)
    let relay = try await Program.start(
      command(FreePort.next(), Self.idle), output: folder.path(of: "output"))
    proxy = nil
    _ = proxy
    #expect(try await relay.end(within: .seconds(30)) == 1)
  }

  @Test func reportsWhyItCannotStart() async throws {
    let missing = try await Program.run(command(FreePort.next(), ["/nowhere/program"]))
    #expect(missing.status == 1)
    #expect(
      missing.errorOutput
        == "tonearm-relay: cannot run /nowhere/program: No such file or directory\n")
    let other = try LoopbackOrigin { _ in }
    let occupied = try await Program.run(command(other.port, ["/bin/true"]))
    #expect(occupied.status == 1)
    #expect(occupied.errorOutput.hasSuffix(": Address already in use\n"))
    other.close()
  }

  private func peakKilobytes(of program: Program) throws -> Int {
    let path = "/proc/\(program.processIdentifier)/status"
    let status = try String(contentsOfFile: path, encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
    return try #require(Int(line.filter(\.isNumber)))
  }
}

/// A unix socket that listens and never accepts, until its last reference goes.
private final class LoopbackListener {
  private let socket: LoopbackSocket

  init(path: String) throws {
    socket = LoopbackSocket(descriptor: Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let descriptor = socket.descriptor
    let listens = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
          && listen(descriptor, 64) == 0
      }
    }
    guard listens else { throw LoopbackSocket.Failure(call: "listen") }
  }
}
