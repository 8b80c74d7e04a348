/// How far a running download has come; values are nil where not known.
package struct DownloadProgress: Sendable, Equatable, Codable {
  /// What is being done at the moment.
  package enum Phase: String, Sendable, Codable {
    case resolving
    case downloading
    case converting
  }

  package var phase: Phase
  /// 0–100 within the phase.
  package var percent: Double?
  package var speedBytesPerSecond: Int?
  package var etaSeconds: Int?

  package init(
    phase: Phase, percent: Double? = nil, speedBytesPerSecond: Int? = nil, etaSeconds: Int? = nil
  ) {
    self.phase = phase
    self.percent = percent.map { min(max($0, 0), 100) }
    self.speedBytesPerSecond = speedBytesPerSecond
    self.etaSeconds = etaSeconds
  }
}
