import Downloads
import Foundation
import Synchronization

/// One run of yt-dlp, which only downloads: the best audio and the thumbnail into a folder, nothing converted.
struct YtDlp: Sendable {
  /// Of media that has none that yt-dlp knows.
  static let unknownEnding = "unknown_video"
  /// Older versions have known holes.
  static let oldestVersion = "2026.07.04"

  let settings: FetchingSettings
  let sandbox: Sandbox?
  let url: String
  /// The job's folder, the only one that it writes to.
  let folder: String
  let exit: EgressExit
  /// Downloads also what has an ending that yt-dlp knows for neither sound nor pictures, such as `.php`: the media under
  /// an ending of ours, and no thumbnail.
  var ignoresEndings = false

  /// The version of the program, such as `2026.08.19`, run as for a job. Throws ``DownloadFailure`` if it cannot be run.
  static func version(
    _ settings: FetchingSettings, sandbox: Sandbox?, folder: String, exit: EgressExit
  ) async throws -> String {
    let lines = LineCollector()
    let child = JobProcess(
      settings.ytDlp, ["--ignore-config", "--no-plugin-dirs", "--version"],
      environment: environment(folder: folder), folder: folder, sandbox: sandbox,
      network: exit.network)
    let outcome = try await child.run { await lines.append($0) }
    guard outcome.succeeded, let version = await lines.all.first else {
      throw DownloadFailure(.internal, detail: outcome.errorOutput)
    }
    return version
  }

  /// Whether all tracks of the page are one and the same file, as with a player at its top and one at its bottom.
  ///
  /// Looks at `count` tracks and downloads none.
  func hasOneSound(among count: Int) async throws -> Bool {
    let addresses = Mutex<[String]>([])
    let listing = [
      "--simulate", "--playlist-items", "1:\(count)", "--print", "video:%(url)s",
    ]
    let outcome = try await run(listing) { line, nonce in
      guard line.hasPrefix("http://") || line.hasPrefix("https://") else { return }
      // A fragment only says where to start.
      addresses.withLock { $0.append(String(line.prefix { $0 != "#" })) }
    }
    let found = addresses.withLock(\.self)
    return outcome.succeeded && found.count == count && Set(found).count == 1
  }

  /// Downloads, and calls `report` with what the program reports meanwhile.
  func run(report: @Sendable @escaping (YtDlpReport) async throws -> Void) async throws
    -> JobProcess.Outcome
  {
    try await run([]) { line, nonce in
      if let known = YtDlpReport(line: line, nonce: nonce) { try await report(known) }
    }
  }

  /// Runs the program with `options` besides its own, and calls `read` with each line and the nonce of its reports.
  private func run(
    _ options: [String], read: @Sendable @escaping (String, String) async throws -> Void
  ) async throws -> JobProcess.Outcome {
    // Only lines that begin with this are reports: a site cannot guess it, so its texts cannot pose as reports.
    let nonce = (0..<2).map { _ in String(UInt64.random(in: .min ... .max), radix: 16) }.joined()
    let cookies = try copyCookies()
    let child = JobProcess(
      settings.ytDlp, arguments(nonce: nonce, cookies: cookies, options: options),
      environment: Self.environment(folder: folder), folder: folder, sandbox: sandbox,
      network: exit.network)
    return try await child.run { line in try await read(line, nonce) }
  }

  /// yt-dlp rewrites its cookie file, so each job gets a private copy; nil if there are no cookies.
  private func copyCookies() throws -> String? {
    let source = settings.ytDlpConfigFolder + "/cookies.txt"
    guard let data = FileManager.default.contents(atPath: source) else { return nil }
    let copy = folder + "/cookies.txt"
    guard
      FileManager.default.createFile(
        atPath: copy, contents: data, attributes: [.posixPermissions: 0o600])
    else { throw DownloadFailure(.diskFull) }
    return copy
  }

  /// Nothing of the worker's own environment, in which a `no_proxy` would lead around the proxy.
  private static func environment(folder: String) -> [String: String] {
    [
      "PATH": "/usr/bin:/bin", "HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_CACHE_HOME": folder,
      "TMPDIR": folder, "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1", "PYTHONNOUSERSITE": "1",
    ]
  }

  private func arguments(
    nonce: String, cookies: String?, options: [String]
  ) -> [String] {
    let progress = [
      "status", "downloaded_bytes", "total_bytes", "total_bytes_estimate", "speed", "eta",
      "fragment_index", "fragment_count", "elapsed",
    ].joined(separator: ",")
    let metadata = [
      "id", "extractor_key", "title", "track", "artist", "artists", "creator", "uploader",
      "channel", "album", "track_number", "duration", "webpage_url", "thumbnail", "ext",
      "live_status", "release_year",
      "upload_date", "filesize", "filesize_approx",
    ].joined(separator: ",")
    return [
      "--ignore-config", "--no-plugin-dirs", "--no-remote-components", "--no-update",
      "--no-cache-dir", "--no-js-runtimes", "--js-runtimes", "deno:\(settings.deno)",
      "--color", "no_color", "--no-playlist", "--playlist-items", "1",
      "--proxy", "http://127.0.0.1:\(exit.port)", "--socket-timeout", "20", "--retries", "3",
      "--fragment-retries", "3", "--extractor-retries", "2", "--file-access-retries", "0",
      "--abort-on-unavailable-fragments", "--downloader", "native",
      "--match-filters",
      "!is_live & live_status!=?is_upcoming & duration <? \(settings.maximumSeconds)",
      "--max-filesize", "\(settings.maximumBytes)", "-f", "ba/b", "--fixup", "never",
      // No ffmpeg: a playlist can make yt-dlp hand it a stream, past the proxy.
      "--ffmpeg-location", "/var/empty/none", "--no-mtime", "--no-continue", "--force-overwrites",
      "--write-thumbnail", "-P", "home:\(folder)", "-o", "media.%(ext)s",
      "-o", "thumbnail:cover.%(ext)s", "-o", "pl_thumbnail:", "--no-simulate", "--newline",
      "--progress", "--progress-delta", "0.5",
      "--progress-template", "download:\(nonce) P %(progress.{\(progress)})j",
      "--print",
      "pre_process:\(nonce) SEEN %(.{duration,is_live,live_status,playlist_count,extractor_key})j",
      "--print", "before_dl:\(nonce) META %(.{\(metadata)})j",
      "--print", "after_move:\(nonce) DONE %(.{id,filepath,ext,duration,acodec})j",
    ] + (ignoresEndings ? Self.ignoringEndings : []) + options
      + (cookies.map { ["--cookies", $0] } ?? []) + ["--", url]
  }
}

extension YtDlp {
  /// yt-dlp refuses an ending that it does not know, also if only the thumbnail has it.
  private static let ignoringEndings = [
    "--no-write-thumbnail", "--parse-metadata", "video:media.\(unknownEnding):media.%(ext)s",
  ]
}

/// Lines gathered from a program.
private actor LineCollector {
  private(set) var all: [String] = []

  func append(_ line: String) { all.append(line) }
}
