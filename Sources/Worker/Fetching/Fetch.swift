import Downloads
import Foundation
import Links
import Logging
import Runtime

/// Fetching one track: yt-dlp behind its own proxy, then ffmpeg; ends with an MP3 in the job's folder.
package struct Fetch: Sendable {
  /// What is reported during a fetch.
  package enum News: Sendable {
    /// The site's metadata, cleaned, and the thumbnail as a JPEG of at most 256 KiB.
    case metadata(Suggestion, cover: [UInt8]?)
    /// How far the download or the conversion is.
    case progress(DownloadProgress)
  }

  /// A page with more tracks is a playlist, without a closer look.
  private static let comparedTracks = 10

  private let tools: FetchingTools
  private let policy: EgressPolicy
  private let url: SourceURL
  private let folder: String
  private let logger: Logger

  /// Fetches what `url` leads to into `folder`, which must be empty and which the caller removes.
  package init(
    tools: FetchingTools, policy: EgressPolicy, url: SourceURL, folder: String, logger: Logger
  ) {
    self.tools = tools
    self.policy = policy
    self.url = url
    self.folder = folder
    self.logger = logger
  }

  private var settings: FetchingSettings { tools.settings }
  private var ffmpeg: FFmpeg {
    FFmpeg(program: settings.ffmpeg, sandbox: tools.sandbox, folder: folder, logger: logger)
  }

  /// Fetches, and returns the path of an MP3 with room for a tag at its beginning.
  ///
  /// Throws ``DownloadFailure``, what `report` throws, or `CancellationError`.
  package func run(report: @Sendable @escaping (News) async throws -> Void) async throws -> String {
    try checkURL()
    let limits = EgressLimits(bytes: settings.maximumBytes, lifetime: settings.timeout)
    let exit = try await EgressExit.open(
      for: tools.sandbox, policy: policy, limits: limits, logger: logger)
    let proxy = exit.proxy
    let watch = FetchWatch(timeout: settings.timeout, stall: settings.stall, proxy: proxy)
    do {
      let media = try await Metric.phaseDuration.measure(("phase", "downloading")) {
        try await watch.whileMoving { try await download(exit, report) }
      }
      await proxy.close()
      await FaultPoint.downloaded.reach()
      return try await Metric.phaseDuration.measure(("phase", "converting")) {
        try await watch.withinTime { try await convert(media, report) }
      }
    } catch {
      await proxy.close()
      throw error
    }
  }

  /// The queue may hold a link from before the policy was changed.
  private func checkURL() throws(DownloadFailure) {
    if let reason = policy.refusal(beforeResolving: url.target) {
      throw DownloadFailure(.egressDenied, message: "This link cannot be fetched: \(reason).")
    }
  }

  private struct Media {
    let path: String
    let durationSeconds: Double?
  }

  private func download(
    _ exit: EgressExit, _ report: @Sendable @escaping (News) async throws -> Void
  ) async throws -> Media {
    var ytDlp = YtDlp(
      settings: settings, sandbox: tools.sandbox, url: url.original, folder: folder, exit: exit)
    let seen = FetchFindings()
    var outcome: JobProcess.Outcome
    do {
      outcome = try await run(ytDlp, seen, report)
    } catch let failure as DownloadFailure where failure.code == .playlist {
      guard let finding = await seen.finding, finding.isPlainPage,
        let count = finding.trackCount, count <= Self.comparedTracks,
        try await ytDlp.hasOneSound(among: count)
      else { throw failure }
      await seen.foundOneSound()
      outcome = try await run(ytDlp, seen, report)
    }
    if !outcome.succeeded, YtDlpFailure.isAboutEnding(errorOutput: outcome.errorOutput) {
      ytDlp.ignoresEndings = true
      outcome = try await run(ytDlp, seen, report)
    }
    if let failure = await failure(outcome, exit.proxy.report, seen) { throw failure }
    guard let file = await seen.file, isInFolder(file.path) else {
      throw DownloadFailure(.internal, detail: outcome.errorOutput)
    }
    return Media(path: file.path, durationSeconds: await seen.durationSeconds)
  }

  private func run(
    _ ytDlp: YtDlp, _ seen: FetchFindings,
    _ report: @Sendable @escaping (News) async throws -> Void
  ) async throws -> JobProcess.Outcome {
    try await ytDlp.run { line in
      // It never ends, so what else is known of it does not matter.
      if ytDlp.exit.proxy.report.sendsRadio { throw DownloadFailure(.liveStream) }
      let isReported = await seen.hasMetadata
      await seen.note(line)
      switch line {
      case .metadata(let site):
        if isReported { break }
        try await report(.metadata(suggestion(site), cover: try await cover()))
      case .progress(let progress): try await report(.progress(DownloadProgress(progress)))
      case .seen(let finding):
        let isOneSound = await seen.isOneSound
        if let failure = refusal(of: finding, isOneSound: isOneSound) { throw failure }
      case .done: break
      }
    }
  }

  private func suggestion(_ site: SiteMetadata) -> Suggestion {
    var suggestion = Suggestion(cleaning: site)
    // A page that Tonearm would not fetch is still a page, but nobody will paste its address.
    suggestion.canonicalUrl = suggestion.webpageUrl.flatMap { page in
      try? SourceURLParser(policy: policy).parse(page).canonical
    }
    return suggestion
  }

  private func refusal(
    of finding: YtDlpReport.Finding, isOneSound: Bool
  ) -> DownloadFailure? {
    if finding.isLive { return DownloadFailure(.liveStream) }
    if let count = finding.trackCount, count > 1, !isOneSound { return DownloadFailure(.playlist) }
    if let seconds = finding.durationSeconds, seconds >= Double(settings.maximumSeconds) {
      return DownloadFailure(.tooLong)
    }
    return nil
  }

  private func failure(
    _ outcome: JobProcess.Outcome, _ egress: EgressReport, _ seen: FetchFindings
  ) async -> DownloadFailure? {
    // First, because yt-dlp mistakes a connection that was cut at the budget for the end of the file.
    if egress.budgetExceeded { return DownloadFailure(.tooLarge) }
    if egress.sendsRadio { return DownloadFailure(.liveStream) }
    let isComplete = await seen.file != nil
    if outcome.succeeded, isComplete { return nil }
    if let denial = egress.lastDenial {
      return DownloadFailure(
        .egressDenied,
        message:
          "This server does not connect to where the link leads: \(denial); paste one of a public site.",
        detail: outcome.errorOutput)
    }
    if outcome.succeeded {
      // yt-dlp says nothing about --max-filesize: with metadata but without a file, that was the reason.
      let hasMetadata = await seen.hasMetadata
      return DownloadFailure(hasMetadata ? .tooLarge : .unsupportedURL, detail: outcome.errorOutput)
    }
    return DownloadFailure(
      YtDlpFailure.code(errorOutput: outcome.errorOutput), detail: outcome.errorOutput)
  }

  /// A path that yt-dlp names counts only if it is a plain file directly in the job's folder.
  private func isInFolder(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)  // absent: not a file
    return URL(fileURLWithPath: path).deletingLastPathComponent().path
      == URL(fileURLWithPath: folder).path
      && attributes?[.type] as? FileAttributeType == .typeRegular
  }

  /// The thumbnail, which yt-dlp writes before it reports the metadata.
  private func cover() async throws -> [UInt8]? {
    guard let thumbnail = try keepThumbnail() else { return nil }
    guard try await ffmpeg.showsSomething(thumbnail) else { return nil }
    return try await ffmpeg.makeCover(from: thumbnail)
  }

  /// Links the thumbnail under a name of ours: yt-dlp gives it the media's name at first, and may rename it to
  /// `cover` at any moment.
  private func keepThumbnail() throws -> String? {
    let kept = folder + "/thumbnail"
    for _ in 0..<2 {
      for name in try FileManager.default.contentsOfDirectory(atPath: folder)
      where name.wholeMatch(of: /(media|cover)\.(jpe?g|png|webp)/.ignoresCase()) != nil {
        if link(folder + "/" + name, kept) == 0 { return kept }
      }
    }
    return nil
  }

  private func convert(
    _ media: Media, _ report: @Sendable @escaping (News) async throws -> Void
  ) async throws -> String {
    try await report(.progress(DownloadProgress(phase: .converting, percent: 0)))
    let output = folder + "/track.mp3"
    try await ffmpeg.makeMP3(from: media.path, to: output) { seconds in
      await FaultPoint.converting.reach()
      // The length that a site reports may be wrong, and a small file may unpack to days of sound.
      guard seconds <= Double(settings.maximumSeconds) else { throw DownloadFailure(.tooLong) }
      let percent = media.durationSeconds.flatMap { $0 > 0 ? 100 * seconds / $0 : nil }
      try await report(.progress(DownloadProgress(phase: .converting, percent: percent)))
    }
    return output
  }
}

extension DownloadProgress {
  fileprivate init(_ report: YtDlpReport.Progress) {
    var share = report.fragments
    if let done = report.downloadedBytes, let total = report.totalBytes, total > 0 {
      share = Double(done) / Double(total)
    }
    self.init(
      phase: .downloading, percent: share.map { 100 * $0 },
      speedBytesPerSecond: report.bytesPerSecond, etaSeconds: report.etaSeconds)
  }
}

/// What yt-dlp has reported so far.
private actor FetchFindings {
  private(set) var file: YtDlpReport.File?
  private(set) var hasMetadata = false
  private(set) var durationSeconds: Double?
  private(set) var finding: YtDlpReport.Finding?
  /// Whether the page has several tracks, but all of them are the same file.
  private(set) var isOneSound = false

  func foundOneSound() { isOneSound = true }

  func note(_ report: YtDlpReport) {
    switch report {
    case .seen(let finding):
      self.finding = finding
      durationSeconds = finding.durationSeconds
    case .metadata(let site):
      hasMetadata = true
      durationSeconds = site.durationSeconds ?? durationSeconds
    case .done(let file): self.file = file
    case .progress: break
    }
  }
}
