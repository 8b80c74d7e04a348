extension RedisServer {
  /// A certificate authority of a test's own.
  package final class Authority: Sendable {
    private let folder: TemporaryFolder
    private let own: Certificate

    package init() async throws {
      folder = try TemporaryFolder()
      own = Certificate(named: "authority", in: folder)
      try await Self.request(own, ["-x509", "-out", own.certificateFile])
    }

    /// The path of its own certificate.
    package var certificateFile: String { own.certificateFile }

    /// Signs a certificate for `names`, such as `DNS:localhost,IP:127.0.0.1`, that ends in so many
    /// days; below 0, it has ended.
    package func sign(_ names: String, days: Int = 2) async throws -> Certificate {
      let name = "\(UInt32.random(in: .min ... .max))"
      let certificate = Certificate(named: name, in: folder)
      let request = folder.path(of: "\(name).csr")
      try await Self.request(certificate, ["-addext", "subjectAltName=\(names)", "-out", request])
      // openssl 3.5 makes no certificate that has expired already, so it is made when it has not.
      let clock = days < 0 ? ["faketime", "-f", "\(days - 2)d"] : []
      _ = try await Program.output(
        clock + [
          "openssl", "x509", "-req", "-in", request, "-copy_extensions", "copy",
          "-days", "\(days < 0 ? 2 : days)",
          "-CA", own.certificateFile, "-CAkey", own.keyFile, "-out", certificate.certificateFile,
        ])
      return certificate
    }

    private static func request(_ certificate: Certificate, _ options: [String]) async throws {
      _ = try await Program.output(
        [
          "openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
          "-keyout", certificate.keyFile, "-subj", "/CN=Test",
        ] + options)
    }
  }

  /// A certificate and its private key, in PEM.
  package struct Certificate: Sendable {
    package let certificateFile: String
    package let keyFile: String
    /// Keeps the files.
    private let folder: TemporaryFolder

    fileprivate init(named name: String, in folder: TemporaryFolder) {
      certificateFile = folder.path(of: "\(name).crt")
      keyFile = folder.path(of: "\(name).key")
      self.folder = folder
    }
  }
}
