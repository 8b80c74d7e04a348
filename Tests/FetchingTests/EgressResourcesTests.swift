import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Fetching

@Suite struct EgressResourcesTests {
  /// In a process of its own, whose memory is the proxy's.
  @Test func holdsASiteBackWhenTheClientDoesNotRead() async throws {
    await #expect(processExitsWith: .success) {
      let isHeldBack = Mutex(false)
      let endless: LoopbackOrigin.Answer = { connection in
        _ = try connection.receive(until: "\r\n\r\n")
        try connection.send("HTTP/1.1 200 OK\r\n\r\n")
        connection.limitSending(milliseconds: 500)
        var rest = Array(repeating: UInt8(0x61), count: 50 << 20)[...]
        while !rest.isEmpty {
          do {
            rest = rest.dropFirst(try connection.sendSome(rest.prefix(1 << 16)))
          } catch let failure as LoopbackSocket.Failure where failure.code == EAGAIN {
            isHeldBack.withLock { $0 = true }
          }
        }
      }
      try await EgressFixture.run(answer: endless) { egress in
        let port = egress.origin.port
        let client = try await egress.session { client in
          try client.send("GET http://127.0.0.1:\(port)/ HTTP/1.1\r\n\r\n")
          _ = try client.receive(until: "\r\n\r\n")
          return client
        }
        try await eventually("a site held back") { isHeldBack.withLock { $0 } }
        let received = try await blocking {
          let before = try residentKilobytes()
          var count = 0
          while case let more = try client.receive(), !more.isEmpty {
            count += more.count
            let grown = try residentKilobytes() - before
            guard grown < 8 * 1024 else {
              throw LoopbackSocket.Failure(call: "grown by \(grown) kB")
            }
          }
          return count
        }
        #expect(received == 50 << 20)
      }
    }
  }

  /// In a process of its own, whose descriptors are the proxy's.
  @Test func closesEveryDescriptor() async throws {
    await #expect(processExitsWith: .success) {
      let hold: LoopbackOrigin.Answer = { connection in
        try connection.send("hi")
        _ = try connection.receiveAll()
      }
      func round() async throws {
        try await EgressFixture.run(answer: hold) { egress in
          let port = egress.origin.port
          let requests = [
            "CONNECT 127.0.0.1:\(port) HTTP/1.1\r\n\r\n", "CONNECT 10.0.0.7:80 HTTP/1.1\r\n\r\n",
            "GET http://127.0.0.1:\(port)/ HTTP/1.1\r\n\r\n",
            "GET http://127.0.0.1:1/ HTTP/1.1\r\n\r\n",
            "GET", "",
          ]
          var clients: [LoopbackSocket] = []
          for request in requests + requests {
            clients.append(
              try await egress.session { client in
                try client.send(request)
                return client
              })
          }
          try await eventually { egress.proxy.report.connections == 4 }
          await egress.proxy.close()
          for client in clients {
            _ = try await blocking { try client.receiveAll() }
          }
        }
      }
      try await round()
      let baseline = try openSockets()
      for _ in 0..<5 { try await round() }
      try await eventually("sockets closed") { try openSockets() <= baseline }
    }
  }
}

/// How many sockets this process has; other descriptors come and go with the runtime's timers.
private func openSockets() throws -> Int {
  let folder = "/proc/self/fd"
  return try FileManager.default.contentsOfDirectory(atPath: folder).count { name in
    // The descriptor that lists the folder is gone by now.
    let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)")
    return link?.hasPrefix("socket:") == true
  }
}

/// The memory of this process that is in RAM.
private func residentKilobytes() throws -> Int {
  let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
  let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
  return try #require(Int(line.filter(\.isNumber)))
}
