import Glibc

/// A blocking TCP or unix stream socket, closed with its last reference; every wait ends after 20 s.
package final class LoopbackSocket: Sendable {
  /// A call that failed.
  package struct Failure: Error {
    package let call: String
    package let code = errno

    package init(call: String) { self.call = call }
  }

  package let descriptor: Int32

  /// Owns the descriptor.
  package init(descriptor: Int32) {
    self.descriptor = descriptor
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
  }

  deinit { Glibc.close(descriptor) }

  /// Connects to 127.0.0.1; with a small buffer the other side soon has to wait until this one reads.
  package static func connect(port: Int, hasSmallBuffer: Bool = false) throws -> LoopbackSocket {
    let socket = LoopbackSocket(descriptor: Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    if hasSmallBuffer {
      var size: Int32 = 4096
      setsockopt(
        socket.descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
    try withLoopbackAddress(port: port) { address, size in
      guard Glibc.connect(socket.descriptor, address, size) == 0 else {
        throw Failure(call: "connect")
      }
    }
    return socket
  }

  /// Connects to a unix socket.
  package static func connect(path: String) throws -> LoopbackSocket {
    let socket = LoopbackSocket(descriptor: Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let result = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(socket.descriptor, $0, size)
      }
    }
    guard result == 0 else { throw Failure(call: "connect") }
    return socket
  }

  /// Sends all of `text`.
  package func send(_ text: String) throws { try send(Array(text.utf8)) }

  package func send(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty { rest = rest.dropFirst(try sendSome(rest)) }
  }

  /// Sends what fits within the time limit, at least one byte.
  package func sendSome(_ bytes: ArraySlice<UInt8>) throws -> Int {
    let count = bytes.withUnsafeBytes {
      Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    guard count > 0 else { throw Failure(call: "send") }
    return count
  }

  /// The next bytes; empty at the end.
  package func receive(_ limit: Int = 65_536) throws -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: limit)
    let count = recv(descriptor, &buffer, limit, 0)
    guard count >= 0 else { throw Failure(call: "recv") }
    return Array(buffer.prefix(count))
  }

  /// All bytes until the end; a reset counts as one.
  package func receiveAll() throws -> String {
    var bytes: [UInt8] = []
    do {
      while case let more = try receive(), !more.isEmpty { bytes += more }
    } catch let failure as Failure where failure.code == ECONNRESET {}
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Bytes until `end` has come, or the connection's end.
  package func receive(until end: String) throws -> String {
    var text = ""
    while !text.hasSuffix(end), case let more = try receive(1), !more.isEmpty {
      text += String(decoding: more, as: UTF8.self)
    }
    return text
  }

  /// Makes a send that is held back fail with EAGAIN after that time.
  package func limitSending(milliseconds: Int) {
    var limit = timeval(tv_sec: 0, tv_usec: milliseconds * 1000)
    setsockopt(
      descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  package func endOutput() { shutdown(descriptor, Int32(SHUT_WR)) }

  static func withLoopbackAddress<Result>(
    port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Result
  ) rethrows -> Result {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    return try withUnsafePointer(to: address) {
      try $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { try body($0, size) }
    }
  }
}
