import Downloads
import Glibc

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
      .compactMap { $0.flatMap { IPAddress($0.pointee.ai_addr) } }
  }
}
