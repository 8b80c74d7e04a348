/// How far a running download is; values are nil if not known.
package struct DownloadProgress: Sendable, Equatable, Codable {
  /// The part of the work that is being done.
  package enum Phase: String, Sendable, Codable {
    case resolving
    case downloading
    case converting
  }

  /// The current phase.
  package var phase: Phase
  /// 0–100 within the phase.
  package var percent: Double?
  /// The speed of the transfer.
  package var speedBytesPerSecond: Int?
  /// The time until the phase ends.
  package var etaSeconds: Int?

  /// Progress within `phase`; `percent` is limited to 0–100.
  package init(
    phase: Phase, percent: Double? = nil, speedBytesPerSecond: Int? = nil, etaSeconds: Int? = nil
  ) {
    self.phase = phase
    self.percent = percent.map { min(max($0, 0), 100) }
    self.speedBytesPerSecond = speedBytesPerSecond
    self.etaSeconds = etaSeconds
  }
}
