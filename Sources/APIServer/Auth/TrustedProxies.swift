import Downloads
import Hummingbird
import NIOCore
import Runtime

/// The proxies whose `X-Forwarded` headers are trusted; those of all other clients are ignored.
struct TrustedProxies: Sendable {
  private let blocks: [IPAddressBlock]
  /// Whether all connections through a unix socket are from a trusted proxy.
  private let includesUnixSockets: Bool

  /// Reads addresses and CIDR blocks, and `unix` for a unix socket. Throws ``SettingError`` at the first wrong one.
  init(_ items: [String]) throws(SettingError) {
    includesUnixSockets = items.contains("unix")
    var blocks: [IPAddressBlock] = []
    for item in items where item != "unix" {
      guard let block = IPAddressBlock(item) else {
        throw SettingError(
          .apiTrustedProxies, value: item, allowed: "addresses, CIDR blocks or unix, with commas")
      }
      blocks.append(block)
    }
    self.blocks = blocks
  }

  /// The address of the client: if the peer is a trusted proxy, the last in `X-Forwarded-For` that is not one.
  func client(of request: Request, _ channel: any Channel) -> String {
    let peer = channel.remoteAddress?.ipAddress
    guard isTrusted(peer) else { return peer ?? "unix" }
    let forwarded = request.headers[values: .forwardedFor].joined(separator: ",").split(
      separator: ",")
    let addresses = forwarded.map { String($0.filter { $0 != " " }) }
    return addresses.last { !isTrusted($0) } ?? addresses.first ?? peer ?? "unix"
  }

  /// Whether a trusted proxy says that the client's connection is encrypted.
  func isEncrypted(_ request: Request, _ channel: any Channel) -> Bool {
    isTrusted(channel.remoteAddress?.ipAddress) && request.headers[.forwardedProto] == "https"
  }

  /// `address` is nil for a peer on a unix socket.
  private func isTrusted(_ address: String?) -> Bool {
    guard let address else { return includesUnixSockets }
    guard let address = IPAddress(address) else { return false }
    return blocks.contains { $0.contains(address) }
  }
}
