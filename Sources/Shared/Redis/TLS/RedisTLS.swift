/// The files in PEM format that a `rediss://` connection may be given.
///
/// Without any, Redis' certificate must come from an authority that the system trusts, and we show
/// none of our own. What Redis shows is always verified, its host name included.
package struct RedisTLS: Sendable, Hashable {
  /// One of the files, to say which is wrong.
  package enum File: Sendable, Hashable, CaseIterable {
    case ca, certificate, key
  }

  /// The authorities to trust instead of the system's.
  package var caFile: String?
  /// Our own certificate, and after it those that lead to an authority which Redis trusts.
  package var certificateFile: String?
  /// The private key of our own certificate, without a passphrase.
  package var keyFile: String?

  /// The paths of the files, which are read once: by ``RedisConfiguration/init(url:tls:)``.
  package init(caFile: String? = nil, certificateFile: String? = nil, keyFile: String? = nil) {
    self.caFile = caFile
    self.certificateFile = certificateFile
    self.keyFile = keyFile
  }

  /// The path of `file`; nil where it is not given.
  package subscript(file: File) -> String? {
    switch file {
    case .ca: caFile
    case .certificate: certificateFile
    case .key: keyFile
    }
  }
}
