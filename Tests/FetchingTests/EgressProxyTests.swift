import Downloads
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Fetching

@Suite struct EgressProxyTests {
  @Test func forwardsOneRequestToAPermittedSite() async throws {
    try await EgressFixture.run(answer: LoopbackOrigin.mirror) { egress in
      let answer = try await egress.exchange(
        "GET http://127.0.0.1:PORT/a?b HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n")
      #expect(answer.hasPrefix("HTTP/1.0 200 OK\r\nConnection: close\r\n\r\nGET /a?b HTTP/1.1\r\n"))
      #expect(
        answer.contains("\r\nHost: 127.0.0.1:\(egress.origin.port)\r\nConnection: close\r\n\r\n"))
      #expect(!answer.contains("keep-alive"))
      let report = egress.proxy.report
      #expect(report.connections == 1)
      #expect(report.denials == 0)
      #expect(report.bytesReceived > 0)
    }
  }

  @Test(arguments: [
    ("Icy-Name: Station\r\n", true), ("icy-br: 128\r\nContent-Length: 0\r\n", false), ("", false),
  ])
  func noticesARadioStation(fields: String, isRadio: Bool) async throws {
    try await EgressFixture.run(answer: { connection in
      _ = try connection.receive(until: "\r\n\r\n")
      try connection.send("HTTP/1.0 200 OK\r\n\(fields)\r\n")
    }) { egress in
      _ = try await egress.exchange("GET http://127.0.0.1:PORT/ HTTP/1.1\r\n\r\n")
      #expect(egress.proxy.report.sendsRadio == isRadio)
    }
  }

  @Test(arguments: [
    "GET http://127.0.0.1:PORT/ HTTP/1.1\r\n\r\n", "CONNECT 127.0.0.1:PORT HTTP/1.1\r\n\r\n",
    "GET http://[::ffff:127.0.0.1]:PORT/ HTTP/1.1\r\n\r\n",
    "CONNECT [::ffff:7f00:1]:PORT HTTP/1.1\r\n\r\n",
    "GET http://site.example:PORT/ HTTP/1.1\r\n\r\n", "CONNECT localhost:PORT HTTP/1.1\r\n\r\n",
  ])
  func deniesLoopbackUnlessPermitted(request: String) async throws {
    try await EgressFixture.run(
      allow: { "10.255.255.255:\($0)" }, answer: LoopbackOrigin.page("secret")
    ) { egress in
      let answer = try await egress.exchange(request)
      #expect(answer.hasPrefix("HTTP/1.1 403 Tonearm: "))
      #expect(egress.proxy.report.denials == 1)
      #expect(egress.proxy.report.lastDenial != nil)
      #expect(egress.origin.connections == 0)
    }
  }

  @Test func tellsWhyItDenies() async throws {
    let resolver = HostResolver { _ in [.v4(0x0a00_0007)] }
    try await EgressFixture.run(resolver: resolver, answer: LoopbackOrigin.mirror) { egress in
      let literal = try await egress.exchange("GET http://10.0.0.7/ HTTP/1.1\r\n\r\n")
      #expect(literal.hasPrefix("HTTP/1.1 403 Tonearm: 10.0.0.7 is a private address\r\n"))
      _ = try await egress.exchange("CONNECT evil.example:443 HTTP/1.1\r\n\r\n")
      #expect(
        egress.proxy.report.lastDenial == "evil.example leads to 10.0.0.7, a private address")
    }
  }

  @Test func judgesTheVeryAddressThatItConnectsTo() async throws {
    let lookUps = Mutex(0)
    let rebinding = HostResolver { _ in
      let count = lookUps.withLock { count in
        count += 1
        return count
      }
      return count == 1 ? [.v4(0x7f00_0001)] : [.v4(0x0a00_0007)]
    }
    try await EgressFixture.run(resolver: rebinding, answer: LoopbackOrigin.page("song")) {
      egress in
      let request = "GET http://rebind.example:PORT/ HTTP/1.1\r\n\r\n"
      let first = try await egress.exchange(request)
      #expect(first.hasSuffix("song"))
      #expect(lookUps.withLock { $0 } == 1)
      let second = try await egress.exchange(request)
      #expect(second.hasPrefix("HTTP/1.1 403 "))
      #expect(egress.origin.connections == 1)
    }
  }

  @Test(arguments: [["127.0.0.1", "10.0.0.7"], ["10.0.0.7", "127.0.0.1"], ["127.0.0.1", "::1"]])
  func deniesMixedAnswers(addresses: [String]) async throws {
    let answer = addresses.compactMap { IPAddress($0) }
    try await EgressFixture.run(
      resolver: HostResolver { _ in answer }, answer: LoopbackOrigin.page("song")
    ) { egress in
      let answer = try await egress.exchange("GET http://mixed.example:PORT/ HTTP/1.1\r\n\r\n")
      #expect(answer.hasPrefix("HTTP/1.1 403 "))
      #expect(egress.origin.connections == 0)
    }
  }

  @Test func triesTheNextAddress() async throws {
    let resolver = HostResolver { _ in [.v4(0x7f00_0002), .v4(0x7f00_0001)] }
    try await EgressFixture.run(
      allow: { _ in "127.0.0.0/8" }, resolver: resolver, answer: LoopbackOrigin.page("song")
    ) { egress in
      let answer = try await egress.exchange("GET http://a.example:PORT/ HTTP/1.1\r\n\r\n")
      #expect(answer.hasSuffix("song"))
    }
  }

  @Test func tellsThatANameIsUnknown() async throws {
    let resolver = HostResolver { _ in throw HostResolver.Failure(code: EAI_NONAME) }
    try await EgressFixture.run(resolver: resolver, answer: LoopbackOrigin.mirror) { egress in
      let answer = try await egress.exchange("CONNECT a.example:443 HTTP/1.1\r\n\r\n")
      #expect(answer.hasPrefix("HTTP/1.1 502 Tonearm: a.example:443 could not be found\r\n"))
      #expect(egress.proxy.report.denials == 0)
    }
  }

  @Test func looksUpWithTheOperatingSystem() throws {
    #expect(try HostResolver.system.addresses("localhost").contains(.v4(0x7f00_0001)))
  }

  @Test(arguments: [
    ("CONNECT 1.1.1.1:22 HTTP/1.1\r\n\r\n", 403), ("CONNECT a.example:25 HTTP/1.1\r\n\r\n", 403),
    ("PUT http://127.0.0.1:PORT/ HTTP/1.1\r\n\r\n", 405),
    ("GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n", 400),
    ("GET http://127.1:PORT/ HTTP/1.1\r\n\r\n", 400),
    ("CONNECT 2130706433:PORT HTTP/1.1\r\n\r\n", 400),
    (
      "POST http://127.0.0.1:PORT/ HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      400
    ),
    ("GET http://127.0.0.1:PORT/ HTTP/1.1\r\n\r\nGET http://10.0.0.7/ HTTP/1.1\r\n\r\n", 400),
    ("POST http://127.0.0.1:PORT/ HTTP/1.1\r\nContent-Length: 1\r\n\r\nab", 400),
    ("\u{16}\u{3}\u{1}\r\n\r\n", 400),
  ])
  func refuses(request: String, status: Int) async throws {
    try await EgressFixture.run(answer: LoopbackOrigin.page("song")) { egress in
      let answer = try await egress.exchange(request)
      #expect(answer.hasPrefix("HTTP/1.1 \(status) Tonearm: "))
      #expect(egress.origin.connections == 0)
    }
  }

  @Test func neverForwardsASecondRequest() async throws {
    let heads = Mutex("")
    let keepAlive: LoopbackOrigin.Answer = { connection in
      _ = try connection.receive(until: "\r\n\r\n")
      try connection.send(
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: keep-alive\r\n\r\nsong")
      let more = try connection.receiveAll()
      heads.withLock { $0 += more }
    }
    try await EgressFixture.run(answer: keepAlive) { egress in
      let port = egress.origin.port
      let rest = try await egress.session { client in
        try client.send("GET http://127.0.0.1:\(port)/ HTTP/1.1\r\n\r\n")
        #expect(try client.receive(until: "song").contains("\r\nConnection: close\r\n"))
        try client.send("GET http://127.0.0.1:\(port)/second HTTP/1.1\r\n\r\n")
        return try client.receiveAll()
      }
      #expect(rest == "")
      #expect(egress.origin.connections == 1)
      #expect(heads.withLock { $0 } == "")
    }
  }

  @Test func sendsABodyOfTheStatedLength() async throws {
    let echo: LoopbackOrigin.Answer = { connection in
      _ = try connection.receive(until: "\r\n\r\n")
      let body = try connection.receive(until: "end")
      try connection.send("HTTP/1.1 200 OK\r\n\r\n\(body)")
    }
    try await EgressFixture.run(answer: echo) { egress in
      let port = egress.origin.port
      let answer = try await egress.session { client in
        try client.send("POST http://127.0.0.1:\(port)/ HTTP/1.1\r\nContent-Length: 7\r\n\r\nab")
        try client.send("cd")
        try client.send("end")
        return try client.receiveAll()
      }
      #expect(answer.hasSuffix("\r\n\r\nabcdend"))
    }
  }

  @Test func tellsThatASiteAnswersNonsense() async throws {
    let nonsense: LoopbackOrigin.Answer = { try $0.send("ICY 200 OK\r\n\r\n") }
    try await EgressFixture.run(answer: nonsense) { egress in
      let answer = try await egress.exchange("GET http://127.0.0.1:PORT/ HTTP/1.1\r\n\r\n")
      #expect(answer.hasPrefix("HTTP/1.1 502 Tonearm: "))
    }
    let silence: LoopbackOrigin.Answer = { _ in }
    try await EgressFixture.run(answer: silence) { egress in
      let answer = try await egress.exchange("GET http://127.0.0.1:PORT/ HTTP/1.1\r\n\r\n")
      #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 502 Tonearm: "))
    }
  }

  @Test func answersOnAUnixSocket() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path(of: "egress")
    try await EgressFixture.run(
      at: .unixSocket(path: path), answer: LoopbackOrigin.page("song")
    ) { egress in
      #expect(egress.proxy.port == nil)
      let port = egress.origin.port
      let answer = try await blocking {
        let client = try LoopbackSocket.connect(path: path)
        try client.send("GET http://127.0.0.1:\(port)/ HTTP/1.1\r\n\r\n")
        return try client.receiveAll()
      }
      #expect(answer.hasSuffix("song"))
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func survivesNoise() async throws {
    try await EgressFixture.run(answer: LoopbackOrigin.page("song")) { egress in
      for _ in 0..<200 {
        let noise = (0..<Int.random(in: 1...400)).map { _ in UInt8.random(in: 0...255) }
        _ = try await egress.session { client in
          try client.send(noise + Array("\r\n\r\n".utf8))
          return try client.receiveAll()
        }
      }
      let answer = try await egress.exchange("GET http://127.0.0.1:PORT/ HTTP/1.1\r\n\r\n")
      #expect(answer.hasSuffix("song"))
    }
  }
}
