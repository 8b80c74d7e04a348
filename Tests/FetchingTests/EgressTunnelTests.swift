import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Fetching

@Suite struct EgressTunnelTests {
  @Test func tunnelsBothWaysWithHalfClose() async throws {
    let reverse: LoopbackOrigin.Answer = { connection in
      try connection.send("hello ")
      let all = try connection.receiveAll()
      try connection.send(String(all.reversed()))
    }
    try await EgressFixture.run(answer: reverse) { egress in
      let port = egress.origin.port
      let answer = try await egress.session { client in
        try client.send("CONNECT 127.0.0.1:\(port) HTTP/1.1\r\n\r\n")
        #expect(try client.receive(until: "\r\n\r\n") == "HTTP/1.1 200 Connected\r\n\r\n")
        #expect(try client.receive(until: "hello ") == "hello ")
        try client.send(String(repeating: "ab", count: 500_000))
        client.endOutput()
        return try client.receiveAll()
      }
      #expect(answer == String(repeating: "ba", count: 500_000))
      #expect(egress.proxy.report.bytesSent == 1_000_000)
      #expect(egress.proxy.report.bytesReceived == 1_000_006)
    }
  }

  @Test(arguments: [1, 2, 3, 4])
  func deliversEverythingToASlowClientBeforeItCloses(megabytes: Int) async throws {
    let byteCount = megabytes << 20
    let isSent = Mutex(false)
    let hasty: LoopbackOrigin.Answer = { connection in
      _ = try connection.receiveAll()
      connection.limitSending(milliseconds: 500)
      var rest = Array(repeating: UInt8(0x61), count: byteCount)[...]
      while !rest.isEmpty {
        do {
          rest = rest.dropFirst(try connection.sendSome(rest.prefix(1 << 16)))
        } catch let failure as LoopbackSocket.Failure where failure.code == EAGAIN {
          isSent.withLock { $0 = true }
        }
      }
      connection.endOutput()
      isSent.withLock { $0 = true }
    }
    try await EgressFixture.run(answer: hasty) { egress in
      let port = egress.origin.port
      let proxyPort = try #require(egress.proxy.port)
      let client = try await blocking {
        let client = try LoopbackSocket.connect(port: proxyPort, hasSmallBuffer: true)
        try client.send("CONNECT 127.0.0.1:\(port) HTTP/1.1\r\n\r\n")
        _ = try client.receive(until: "\r\n\r\n")
        client.endOutput()
        return client
      }
      try await eventually { isSent.withLock { $0 } }
      let received = try await blocking { try client.receiveAll().utf8.count }
      #expect(received == byteCount)
    }
  }

  @Test func letsASiteEndItsSideFirst() async throws {
    let heard = Mutex("")
    let speakFirst: LoopbackOrigin.Answer = { connection in
      try connection.send("bye")
      connection.endOutput()
      let rest = try connection.receiveAll()
      heard.withLock { $0 = rest }
    }
    try await EgressFixture.run(answer: speakFirst) { egress in
      let port = egress.origin.port
      try await egress.session { client in
        try client.send("CONNECT 127.0.0.1:\(port) HTTP/1.1\r\n\r\n")
        #expect(try client.receiveAll().hasSuffix("bye"))
        try client.send("still here")
      }
      try await eventually { heard.withLock { $0 } == "still here" }
    }
  }

  @Test func carriesWhatATunnelClientSendsAtOnce() async throws {
    let echo: LoopbackOrigin.Answer = { try $0.send(try $0.receive(until: "!")) }
    try await EgressFixture.run(answer: echo) { egress in
      let answer = try await egress.exchange("CONNECT 127.0.0.1:PORT HTTP/1.1\r\n\r\nhello!")
      #expect(answer.hasSuffix("\r\n\r\nhello!"))
    }
  }
}
