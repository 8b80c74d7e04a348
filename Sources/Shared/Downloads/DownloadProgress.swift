/// How far a running download has come; values are nil where not known.
package struct DownloadProgress: Sendable, Equatable, Codable {
  /// What is being done at the moment.
  package enum Phase: String, Sendable, Codable {
    case resolving
    case downloading
    case converting
  }

  /// What is being done.
  package var phase: Phase
  /// 0–100 within the phase.
  package var percent: Double?
  /// How fast bytes arrive.
  package var speedBytesPerSecond: Int?
  /// How long the phase will take.
  package var etaSeconds: Int?

  /// Progress within `phase`; a percentage out of range is brought into it.
  package init(
    phase: Phase, percent: Double? = nil, speedBytesPerSecond: Int? = nil, etaSeconds: Int? = nil
  ) {
    self.phase = phase
    self.percent = percent.map { min(max($0, 0), 100) }
    self.speedBytesPerSecond = speedBytesPerSecond
    self.etaSeconds = etaSeconds
  }
}
