import Downloads
import Foundation
import Logging

/// A job's way out: its proxy, and where yt-dlp reaches it.
struct EgressExit: Sendable {
  let proxy: EgressProxy
  /// The port on 127.0.0.1, inside the sandbox if there is one.
  let port: Int
  /// What the sandbox must let through.
  let network: Sandbox.Network
  /// Where the socket is.
  private let scratch: ScratchFolder?

  /// Starts a proxy: on a unix socket for a sandbox, else on a port of loopback. The caller closes it.
  static func open(
    for sandbox: Sandbox?, policy: EgressPolicy, limits: EgressLimits, logger: Logger
  ) async throws -> EgressExit {
    guard sandbox != nil else {
      let proxy = try await EgressProxy.start(policy: policy, limits: limits, logger: logger)
      return EgressExit(proxy: proxy, port: proxy.port ?? 0, network: .none, scratch: nil)
    }
    // In the temporary folder, because the path of a socket may have 107 bytes only.
    let scratch = try ScratchFolder()
    let socket = scratch.path + "/proxy.sock"
    let proxy = try await EgressProxy.start(
      policy: policy, limits: limits, at: .unixSocket(path: socket), logger: logger)
    return EgressExit(
      proxy: proxy, port: Sandbox.proxyPort, network: .proxy(socket: socket), scratch: scratch)
  }
}
