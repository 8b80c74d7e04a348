import Foundation
import TestSupport
import Testing

/// The programs on a Redis that speaks nothing but TLS, and wants a certificate of theirs.
@Suite struct RedisTLSTests {
  @Test func programsShowAndVerifyCertificates() async throws {
    let authority = try await RedisServer.Authority()
    let own = try await authority.sign("DNS:tonearm.example")
    let server = try await RedisServer(
      certificate: try await authority.sign("DNS:localhost,IP:127.0.0.1"),
      clientAuthority: authority)
    let folder = try TemporaryFolder()
    let environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "TONEARM_STATE_DIR": folder.path, "TONEARM_REDIS_URL": try #require(server.tlsURL),
      "TONEARM_REDIS_TLS_CA": authority.certificateFile,
      "TONEARM_REDIS_TLS_CERTIFICATE": own.certificateFile, "TONEARM_REDIS_TLS_KEY": own.keyFile,
    ]
    let api = BuiltProducts.path(of: "tonearm-api")
    let added = try await Program.run(
      [api, "user", "add", "ada", "--password-stdin"], environment: environment,
      input: "a long password")
    #expect(added.status == 0, "\(added.errorOutput)")
    let listed = try await Program.run([api, "user", "list"], environment: environment)
    #expect(listed.status == 0 && listed.output.contains("ada"))

    var stranger = environment
    stranger["TONEARM_REDIS_TLS_CA"] = try await RedisServer.Authority().certificateFile
    let refused = try await Program.run([api, "user", "list"], environment: stranger)
    #expect(refused.status != 0)
  }
}
