import Downloads
import Foundation
import Logging
import TestSupport
import Testing

@testable import Fetching

/// A site on loopback and a proxy that may be allowed to reach it; both end with the test.
struct EgressFixture {
  let origin: LoopbackOrigin
  let proxy: EgressProxy

  static let limits = EgressLimits(bytes: 1 << 30, lifetime: .seconds(60))

  /// Runs `test` with a proxy that permits the site, unless told otherwise.
  static func run(
    allow: @Sendable (_ port: Int) -> String = { "127.0.0.1:\($0)" },
    limits: EgressLimits = limits, at entrance: EgressProxy.Entrance = .loopback,
    resolver: HostResolver = HostResolver { _ in [.v4(0x7f00_0001)] },
    answer: @escaping LoopbackOrigin.Answer, _ test: @Sendable (EgressFixture) async throws -> Void
  ) async throws {
    let origin = try LoopbackOrigin(answer: answer)
    defer { origin.close() }
    let proxy = try await EgressProxy.start(
      policy: try EgressPolicy(allow: allow(origin.port)), limits: limits, at: entrance,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, resolver: resolver)
    do {
      try await test(EgressFixture(origin: origin, proxy: proxy))
    } catch {
      await proxy.close()
      throw error
    }
    await proxy.close()
  }

  /// Sends `request` to the proxy, with `PORT` in it replaced by the site's, and reads to the end.
  func exchange(_ request: String) async throws -> String {
    let text = request.replacing("PORT", with: String(origin.port))
    return try await session { client in
      try client.send(text)
      return try client.receiveAll()
    }
  }

  /// Runs `body` with a connection to the proxy, on a thread that may block.
  func session<Result: Sendable>(
    _ body: @escaping @Sendable (LoopbackSocket) throws -> Result
  ) async throws -> Result {
    let port = try #require(proxy.port)
    return try await blocking { try body(try LoopbackSocket.connect(port: port)) }
  }
}

/// Runs `body` on a thread of its own.
func blocking<Result: Sendable>(
  _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: .init(catching: body)) }
  }
}
