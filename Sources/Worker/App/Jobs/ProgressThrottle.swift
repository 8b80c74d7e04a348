import Downloads

/// Lets at most two progress reports a second through, and every change of phase.
actor ProgressThrottle {
  private static let interval: Duration = .milliseconds(500)

  private var phase: DownloadProgress.Phase?
  private var next = ContinuousClock.now

  func admits(_ progress: DownloadProgress) -> Bool {
    let now = ContinuousClock.now
    guard progress.phase != phase || now >= next else { return false }
    phase = progress.phase
    next = now + Self.interval
    return true
  }
}
