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
    // We do not wait longer than that for a last word which we would not read
    settings.shutdownTimeout = .milliseconds(500)
    if let path = files.caFile {
      settings.trustRoots = .certificates(try Self.certificates(in: path, .ca))
    }
    switch (files.certificateFile, files.keyFile) {
    case (nil, nil):
      break
    case (let certificateFile?, let keyFile?):
      let certificates = try Self.certificates(in: certificateFile, .certificate)
      settings.certificateChain = certificates.map { .certificate($0) }
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
      throw .invalidTLS(
        files.certificateFile == nil ? .ca : .certificate,
        "a PEM file of certificates that can be used", cause: error)
    }
    self.files = files
  }

  /// Speaks TLS on one new connection to `host`, a name or an address.
  func handler(for host: String) throws -> NIOSSLClientHandler {
    do {
      return try NIOSSLClientHandler(context: context, serverHostname: host)
    } catch let error as NIOSSLExtraError where error == .cannotUseIPAddressInSNI {
      // The certificate must name the address that we are connected to
      return try NIOSSLClientHandler(context: context, serverHostname: nil)
    }
  }

  private static func certificates(
    in path: String, _ file: RedisTLS.File
  ) throws(RedisError) -> [NIOSSLCertificate] {
    let kind = "a PEM file of certificates"
    do {
      return try NIOSSLCertificate.fromPEMBytes(bytes(in: path, file, kind))
    } catch let error as RedisError {
      throw error
    } catch {
      throw .invalidTLS(file, "\(kind); it holds none", cause: error)
    }
  }

  private static func key(in path: String) throws(RedisError) -> NIOSSLPrivateKey {
    let kind = "a PEM file of a private key without a passphrase"
    do {
      return try NIOSSLPrivateKey(bytes: bytes(in: path, .key, kind), format: .pem)
    } catch let error as RedisError {
      throw error
    } catch {
      throw .invalidTLS(.key, "\(kind); it holds none", cause: error)
    }
  }

  private static func bytes(
    in path: String, _ file: RedisTLS.File, _ kind: String
  ) throws(RedisError) -> [UInt8] {
    let bytes: [UInt8]
    do {
      bytes = Array(try Data(contentsOf: URL(filePath: path)))
    } catch CocoaError.fileReadNoSuchFile {
      throw .invalidTLS(file, "\(kind); there is no such file")
    } catch {
      throw .invalidTLS(file, "\(kind); it cannot be read", cause: error)
    }
    guard !bytes.isEmpty else { throw .invalidTLS(file, "\(kind); it is empty") }
    return bytes
  }
}

/// The same files make for the same context.
extension TLSContext: Hashable {
  static func == (left: TLSContext, right: TLSContext) -> Bool { left.files == right.files }

  func hash(into hasher: inout Hasher) { hasher.combine(files) }
}
