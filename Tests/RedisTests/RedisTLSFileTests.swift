import Foundation
import Redis
import TestSupport
import Testing

/// What `rediss://` says to files that are no good.
struct RedisTLSFileTests {
  let folder: TemporaryFolder
  let authority: RedisServer.Authority
  let own: RedisServer.Certificate

  init() async throws {
    folder = try TemporaryFolder()
    authority = try await RedisServer.Authority()
    own = try await authority.sign("DNS:me")
  }

  func expect(
    _ file: RedisTLS.File, _ words: String, _ tls: RedisTLS, url: String = "rediss://host"
  ) {
    #expect { try RedisConfiguration(url: url, tls: tls) } throws: { error in
      guard let error = error as? RedisError else { return false }
      return error.code == .invalidTLS(file) && error.message.contains(words)
    }
  }

  @Test func takesFilesThatFit() throws {
    let tls = RedisTLS(
      caFile: authority.certificateFile, certificateFile: own.certificateFile, keyFile: own.keyFile)
    let configuration = try RedisConfiguration(url: "rediss://ann:secret@host:7000/2", tls: tls)
    #expect(configuration.endpoint == .tcp(host: "host", port: 7000))
    #expect(configuration.password == "secret")
    #expect(configuration.database == 2)
    #expect(try RedisConfiguration(url: "rediss://host") != RedisConfiguration(url: "redis://host"))
  }

  @Test(arguments: RedisTLS.File.allCases)
  func saysWhichFileIsNoGood(file: RedisTLS.File) throws {
    let wrong: [(content: String?, words: String)] = [
      (nil, "there is no such file"), ("", "it holds none"), ("not PEM", "it holds none"),
      ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "it holds none"),
    ]
    for (number, (content, words)) in wrong.enumerated() {
      let path = folder.path(of: "\(number)")
      if let content { try Data(content.utf8).write(to: URL(filePath: path)) }
      expect(file, words, tls(with: path, as: file))
    }
    expect(file, "it cannot be read", tls(with: folder.path, as: file))
  }

  /// Files that fit, but for one.
  func tls(with path: String, as file: RedisTLS.File) -> RedisTLS {
    RedisTLS(
      caFile: file == .ca ? path : nil,
      certificateFile: file == .certificate ? path : own.certificateFile,
      keyFile: file == .key ? path : own.keyFile)
  }

  @Test func wantsCertificateAndKeyThatBelongTogether() async throws {
    let other = try await authority.sign("DNS:other")
    expect(.key, "it is that of another", tls(with: other.keyFile, as: .key))
    expect(.key, "a private key", tls(with: own.certificateFile, as: .key))
    expect(.certificate, "certificates", tls(with: own.keyFile, as: .certificate))
    expect(.key, "the private key of", RedisTLS(certificateFile: own.certificateFile))
    expect(.certificate, "the certificate of", RedisTLS(keyFile: own.keyFile))
  }

  @Test func takesNoKeyThatIsLocked() async throws {
    let locked = folder.path(of: "locked")
    _ = try await Program.output([
      "openssl", "pkey", "-in", own.keyFile, "-aes256", "-passout", "pass:secret", "-out", locked,
    ])
    expect(.key, "without a passphrase", tls(with: locked, as: .key))
  }

  @Test(arguments: ["redis://host", "unix:///run/redis.sock"])
  func takesNoFilesWithoutTLS(url: String) throws {
    expect(.ca, "rediss://", RedisTLS(caFile: authority.certificateFile), url: url)
    expect(.certificate, "rediss://", RedisTLS(certificateFile: own.certificateFile), url: url)
    expect(.key, "rediss://", RedisTLS(keyFile: own.keyFile), url: url)
  }
}
