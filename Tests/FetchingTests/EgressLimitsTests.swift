import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Fetching

@Suite struct EgressLimitsTests {
  private static let get = "GET http://127.0.0.1:PORT/ HTTP/1.1\r\n\r\n"

  @Test(arguments: [16, 17, 1024]) func boundsARequestHead(kibibytes: Int) async throws {
    try await EgressFixture.run(answer: LoopbackOrigin.page("song")) { egress in
      let field = String(repeating: "a", count: kibibytes * 1024)
      let answer = try await egress.session { client in
        // The proxy may have gone before all of it is sent.
        try? client.send("GET http://127.0.0.1:\(egress.origin.port)/ HTTP/1.1\r\nX: \(field)")
        return try client.receiveAll()
      }
      #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 431 Tonearm: "))
      #expect(egress.origin.connections == 0)
    }
  }

  @Test func endsASlowRequest() async throws {
    var limits = EgressFixture.limits
    limits.requestHeadTime = .milliseconds(200)
    try await EgressFixture.run(limits: limits, answer: LoopbackOrigin.page("song")) { egress in
      let answer = try await egress.exchange("GET http://127.0.0.1:PORT/ HTTP/1.1\r\n")
      #expect(answer.hasPrefix("HTTP/1.1 408 Tonearm: "))
    }
  }

  @Test func endsASlowLookUp() async throws {
    var limits = EgressFixture.limits
    limits.dialTime = .milliseconds(200)
    let release = DispatchSemaphore(value: 0)
    let slow = HostResolver { _ in
      release.wait()
      return [.v4(0x7f00_0001)]
    }
    try await EgressFixture.run(
      limits: limits, resolver: slow, answer: LoopbackOrigin.page("song")
    ) { egress in
      let answer = try await egress.exchange("GET http://slow.example:PORT/ HTTP/1.1\r\n\r\n")
      release.signal()
      #expect(answer.hasPrefix("HTTP/1.1 504 Tonearm: "))
    }
  }

  @Test func closesWhatGoesOverTheBudget() async throws {
    var limits = EgressFixture.limits
    limits.bytes = 100_000
    let song = String(repeating: "a", count: 70_000)
    try await EgressFixture.run(limits: limits, answer: LoopbackOrigin.page(song)) { egress in
      let first = try await egress.exchange(Self.get)
      #expect(first.hasSuffix(song))
      #expect(!egress.proxy.report.budgetExceeded)
      let second = try await egress.exchange(Self.get)
      #expect(second.utf8.count < 70_000)
      #expect(egress.proxy.report.budgetExceeded)
      let third = try await egress.exchange(Self.get)
      #expect(third.hasPrefix("HTTP/1.1 503 Tonearm: "))
      #expect(egress.origin.connections == 2)
      #expect(egress.proxy.report.bytesSent + egress.proxy.report.bytesReceived <= 100_000)
    }
  }

  @Test func turnsAwayTheThirtyThirdConnection() async throws {
    let hold: LoopbackOrigin.Answer = { connection in
      try connection.send("hi")
      _ = try connection.receiveAll()
    }
    try await EgressFixture.run(answer: hold) { egress in
      let port = egress.origin.port
      var clients: [LoopbackSocket] = []
      for _ in 0..<32 {
        clients.append(
          try await egress.session { client in
            try client.send("CONNECT 127.0.0.1:\(port) HTTP/1.1\r\n\r\n")
            _ = try client.receive(until: "hi")
            return client
          })
      }
      let answer = try await egress.exchange("")
      #expect(answer.hasPrefix("HTTP/1.1 503 Tonearm: too many connections"))
      clients.removeLast()
      try await eventually {
        let client = try LoopbackSocket.connect(port: try #require(egress.proxy.port))
        try client.send("CONNECT 127.0.0.1:\(port) HTTP/1.1\r\n\r\n")
        return try client.receive(until: "\r\n").hasPrefix("HTTP/1.1 200")
      }
      #expect(clients.count == 31)
    }
  }

  @Test func endsWithItsLifetime() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path(of: "egress")
    let hold: LoopbackOrigin.Answer = { _ = try $0.receiveAll() }
    let isTunnelled = Mutex(false)
    // A busy machine may need longer to connect than a short life lasts.
    for seconds in [0.3, 3, 15] where !isTunnelled.withLock({ $0 }) {
      var limits = EgressFixture.limits
      limits.lifetime = .seconds(seconds)
      try await EgressFixture.run(
        limits: limits, at: .unixSocket(path: path), answer: hold
      ) { egress in
        let request = "CONNECT 127.0.0.1:\(egress.origin.port) HTTP/1.1\r\n\r\n"
        let answer = try? await blocking {
          let client = try LoopbackSocket.connect(path: path)
          try client.send(request)
          return try client.receiveAll()
        }
        isTunnelled.withLock { $0 = answer == "HTTP/1.1 200 Connected\r\n\r\n" }
        try await eventually("a closed entrance") {
          !FileManager.default.fileExists(atPath: path)
        }
        #expect(throws: LoopbackSocket.Failure.self) { try LoopbackSocket.connect(path: path) }
      }
    }
    #expect(isTunnelled.withLock { $0 })
  }

  @Test func notesWhenBytesMove() async throws {
    try await EgressFixture.run(answer: LoopbackOrigin.page("song")) { egress in
      let start = egress.proxy.report.lastByteMovedAt
      _ = try await egress.exchange(Self.get)
      #expect(egress.proxy.report.lastByteMovedAt > start)
    }
  }
}
