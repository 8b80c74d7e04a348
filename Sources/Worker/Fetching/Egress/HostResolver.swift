import Downloads
import Glibc
import NIOCore

/// Looks up the addresses of a host name.
struct HostResolver: Sendable {
  /// All addresses of the name, best first. Blocks; throws if there is no answer.
  let addresses: @Sendable (_ name: String) throws -> [IPAddress]

  /// The look-up failed; the code is one of `EAI_…`.
  struct Failure: Error {
    let code: Int32
  }

  /// The operating system's look-up, `/etc/hosts` included.
  static let system = HostResolver { name in
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var first: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(name, nil, &hints, &first)
    guard code == 0 else { throw Failure(code: code) }
    defer { freeaddrinfo(first) }
    return sequence(first: first, next: { $0?.pointee.ai_next })
      .prefix { $0 != nil }
      .compactMap { $0.flatMap { address($0.pointee.ai_addr) } }
  }

  /// The addresses of this machine's interfaces.
  static func ownAddresses() throws -> Set<IPAddress> {
    let addresses = try System.enumerateDevices().compactMap(\.address)
    return Set(addresses.compactMap { $0.withSockAddr { pointer, _ in address(pointer) } })
  }

  /// The address in a `sockaddr` of either IP family; nil for other families.
  private static func address(_ pointer: UnsafePointer<sockaddr>?) -> IPAddress? {
    guard let pointer else { return nil }
    let raw = UnsafeRawPointer(pointer)
    switch Int32(pointer.pointee.sa_family) {
    case AF_INET:
      return .v4(UInt32(bigEndian: raw.loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr))
    case AF_INET6:
      var bytes = raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr
      return withUnsafeBytes(of: &bytes) { IPAddress(v6Bytes: $0) }
    default:
      return nil
    }
  }
}
