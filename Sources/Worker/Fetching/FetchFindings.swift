/// What yt-dlp has reported so far.
actor FetchFindings {
  private(set) var file: YtDlpReport.File?
  private(set) var hasMetadata = false
  private(set) var durationSeconds: Double?

  func note(_ report: YtDlpReport) {
    switch report {
    case .seen(let finding): durationSeconds = finding.durationSeconds
    case .metadata(let site):
      hasMetadata = true
      durationSeconds = site.durationSeconds ?? durationSeconds
    case .done(let file): self.file = file
    case .progress: break
    }
  }
}
