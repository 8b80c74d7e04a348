import Downloads
import Glibc
import NIOCore

extension IPAddress {
  /// The address in a `sockaddr` of either IP family; nil for other families.
  init?(_ address: UnsafePointer<sockaddr>?) {
    guard let address else { return nil }
    let raw = UnsafeRawPointer(address)
    switch Int32(address.pointee.sa_family) {
    case AF_INET:
      self = .v4(UInt32(bigEndian: raw.loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr))
    case AF_INET6:
      var bytes = raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr
      self = withUnsafeBytes(of: &bytes) { IPAddress(v6Bytes: $0) }
    default:
      return nil
    }
  }

  /// The addresses of this machine's interfaces.
  static func ofInterfaces() throws -> Set<IPAddress> {
    let addresses = try System.enumerateDevices().compactMap(\.address)
    return Set(addresses.compactMap { $0.withSockAddr { address, _ in IPAddress(address) } })
  }
}
