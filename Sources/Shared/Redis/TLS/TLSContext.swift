import Foundation
import NIOSSL

/// What the connections of a configuration share for TLS. Costly to make, for it reads and parses
/// files.
struct TLSContext: Sendable {
  private let files: RedisTLS
  private let context: NIOSSLContext

  /// Reads the files. Throws ``RedisError/Code/invalidTLS(_:)``.
  init(_ files: RedisTLS) throws(RedisError) {
    var settings = TLSConfiguration.makeClientConfiguration()
    settings.minimumTLSVersion = .tlsv12
    // How long a connection that we have done with may take to say goodbye
    settings.shutdownTimeout = .milliseconds(500)
    if let path = files.caFile {
      settings.trustRoots = .certificates(try Self.certificates(in: path, .ca))
    }
    switch (files.certificateFile, files.keyFile) {
    case (nil, nil):
      break
    case (let certificateFile?, let keyFile?):
      let chain = try Self.certificates(in: certificateFile, .certificate)
      settings.certificateChain = chain.map { .certificate($0) }
      settings.privateKey = .privateKey(try Self.key(in: keyFile))
    case (nil, _?):
      throw .invalidTLS(.certificate, "the certificate of the private key")
    case (_?, nil):
      throw .invalidTLS(.key, "the private key of the certificate")
    }
    do {
      context = try NIOSSLContext(configuration: settings)
    } catch NIOSSLError.failedToLoadPrivateKey {
      throw .invalidTLS(.key, "the private key of the certificate; it is that of another")
    } catch {
      let file = files.certificateFile == nil ? RedisTLS.File.ca : .certificate
      throw .invalidTLS(file, "a PEM file of certificates that can be used", cause: error)
    }
    self.files = files
  }

  /// Speaks TLS on one new connection to `host`, a name or an address.
  func handler(for host: String) throws -> NIOSSLClientHandler {
    do {
      return try ._makeSSLClientHandler(context: context, serverHostname: host) { shown, channel in
        channel.eventLoop.makeCompletedFuture {
          // NIOSSL is also content with a certificate for the address that the name has led to,
          // and an attacker who misleads the resolver has one of those
          guard shown.hostNames.contains(where: { Self.isName($0, for: host) }) else {
            throw NIOSSLExtraError.failedToValidateHostname
          }
        }
      }
    } catch let error as NIOSSLExtraError where error == .cannotUseIPAddressInSNI {
      // Then the certificate has to name the address that we are connected to
      return try NIOSSLClientHandler(context: context, serverHostname: nil)
    }
  }

  /// Whether `name`, as it is in a certificate, is for `host`: RFC 9525, 6.3.
  static func isName(_ name: String, for host: String) -> Bool {
    let (name, host) = (name.lowercased(), host.lowercased())
    let domain = host.drop { $0 != "." }
    return name == host || !domain.isEmpty && name == "*\(domain)"
  }

  private static func certificates(
    in path: String, _ file: RedisTLS.File
  ) throws(RedisError) -> [NIOSSLCertificate] {
    try read(path, file, as: "a PEM file of certificates") {
      try NIOSSLCertificate.fromPEMBytes($0)
    }
  }

  private static func key(in path: String) throws(RedisError) -> NIOSSLPrivateKey {
    try read(path, .key, as: "a PEM file of a private key without a passphrase") {
      try NIOSSLPrivateKey(bytes: $0, format: .pem)
    }
  }

  private static func read<Content>(
    _ path: String, _ file: RedisTLS.File, as kind: String, parse: ([UInt8]) throws -> Content
  ) throws(RedisError) -> Content {
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: path))
    } catch CocoaError.fileReadNoSuchFile {
      throw .invalidTLS(file, "\(kind); there is no such file")
    } catch {
      throw .invalidTLS(file, "\(kind); it cannot be read", cause: error)
    }
    do {
      // One byte more, as NIOSSL traps on none
      return try parse(data + [UInt8(ascii: "\n")])
    } catch {
      throw .invalidTLS(file, "\(kind); it holds none", cause: error)
    }
  }
}

extension NIOSSLCertificate {
  fileprivate var hostNames: [String] {
    _subjectAlternativeNames().filter { $0.nameType == .dnsName }
      .map { String(decoding: $0.contents, as: UTF8.self) }
  }
}

/// The same files make for the same context.
extension TLSContext: Hashable {
  static func == (left: TLSContext, right: TLSContext) -> Bool { left.files == right.files }

  func hash(into hasher: inout Hasher) { hasher.combine(files) }
}

extension RedisError {
  fileprivate static func invalidTLS(
    _ file: RedisTLS.File, _ kind: String, cause: (any Error)? = nil
  ) -> RedisError {
    RedisError(.invalidTLS(file), kind, cause: cause)
  }
}
