import Foundation
import TestSupport

/// A certificate authority that nobody has heard of, in a folder of its own.
final class HTTPAuthority: Sendable {
  private let folder: TemporaryFolder

  init() async throws {
    folder = try TemporaryFolder()
    try await openSSL(
      ["req", "-x509", "-days", "2", "-subj", "/CN=Nobody", "-keyout", "ca.key", "-out", "ca.pem"])
  }

  /// The PEM file of the authority's own certificate.
  var certificate: String { folder.path(of: "ca.pem") }

  /// Makes a PEM file with a key and a certificate for a server of that name, such as `IP:127.0.0.1`.
  func certify(_ name: String) async throws -> String {
    let extensions = folder.path(of: "extensions")
    try Data("subjectAltName=\(name)".utf8).write(to: URL(filePath: extensions))
    try await openSSL(["req", "-subj", "/CN=site", "-keyout", "site.key", "-out", "site.csr"])
    try await openSSL([
      "x509", "-req", "-days", "1", "-in", "site.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
      "-CAcreateserial", "-extfile", "extensions", "-out", "site.pem",
    ])
    var both = try Data(contentsOf: folder.url.appending(path: "site.key"))
    both += try Data(contentsOf: folder.url.appending(path: "site.pem"))
    try both.write(to: folder.url.appending(path: "both.pem"))
    return folder.path(of: "both.pem")
  }

  private func openSSL(_ arguments: [String]) async throws {
    let key = arguments[0] == "req" ? ["-newkey", "rsa:2048", "-nodes"] : []
    _ = try await Program.output(
      ["env", "-C", folder.path, "openssl", arguments[0]] + key + arguments.dropFirst())
  }
}
