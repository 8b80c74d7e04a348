/// The part of the configuration that API and worker both read, and must agree on.
package struct CommonSettings: Sendable {
  /// `redis.url`, not yet read; may hold credentials.
  package let redisURL: String
  /// `redis.tls.ca`: a PEM file; nil for the system's authorities.
  package let redisTLSCA: String?
  /// `redis.tls.certificate`: a PEM file; nil where Redis asks for none.
  package let redisTLSCertificate: String?
  /// `redis.tls.key`: a PEM file; nil where there is no certificate.
  package let redisTLSKey: String?
  /// What the names of all keys begin with.
  package let redisPrefix: String
  /// How long a forgotten review blocks its user.
  package let lock: Duration
  /// Silence after which a worker's job is given to another.
  package let lease: Duration
  /// The most jobs that may wait.
  package let queueLimit: Int
  /// How long a download waits for its review.
  package let reviewWindow: Duration
  /// `egress.allow`, not yet read.
  package let egressAllow: String
  /// `egress.ports`, not yet read.
  package let egressPorts: String

  /// Throws ``SettingError`` at the first wrong value.
  package init(_ reader: SettingsReader) throws(SettingError) {
    redisURL = try reader.text(.redisURL)
    redisTLSCA = reader.optionalPath(.redisTLSCA)
    redisTLSCertificate = reader.optionalPath(.redisTLSCertificate)
    redisTLSKey = reader.optionalPath(.redisTLSKey)
    redisPrefix = try reader.text(.redisPrefix)
    lock = try reader.seconds(.lockSeconds, 1...86400)
    lease = try reader.seconds(.leaseSeconds, 1...3600)
    queueLimit = try reader.integer(.queueLimit, 1...1_000_000)
    reviewWindow = .seconds(3600 * (try reader.integer(.stagingHours, 1...8760)))
    egressAllow = reader.optionalText(.egressAllow) ?? ""
    egressPorts = try reader.text(.egressPorts)
  }
}
