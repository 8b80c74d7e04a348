import Downloads
import Foundation

/// What yt-dlp reports on its standard output. The values come from sites, so any of them may be anything.
enum YtDlpReport: Sendable, Equatable {
  /// What was found, before the decision whether to download it.
  struct Finding: Sendable, Equatable {
    var durationSeconds: Double?
    var isLive = false
    /// How many tracks the page holds, if it holds several.
    var trackCount: Int?
    /// Whether yt-dlp knows nothing of the site, and found the tracks in the page itself.
    var isPlainPage = false
  }

  /// How far the download is.
  struct Progress: Sendable, Equatable {
    var downloadedBytes: Int?
    var totalBytes: Int?
    var bytesPerSecond: Int?
    var etaSeconds: Int?
    /// 0–1, if the parts of a stream are counted instead of bytes.
    var fragments: Double?
  }

  /// A finished file.
  struct File: Sendable, Equatable {
    var path: String
    /// The sound's codec as the site names it.
    var codec: String?
  }

  case seen(Finding)
  case metadata(SiteMetadata)
  case progress(Progress)
  case done(File)

  /// Reads a line `<nonce> <word> <JSON object>`; nil for every other line.
  init?(line: String, nonce: String) {
    let parts = line.split(separator: " ", maxSplits: 2)
    guard parts.count == 3, parts[0] == nonce, let values = LooseJSON(parts[2]) else { return nil }
    switch parts[1] {
    case "SEEN":
      self = .seen(
        Finding(
          durationSeconds: values.number("duration"),
          isLive: values.flag("is_live")
            || ["is_live", "is_upcoming"].contains(values.text("live_status")),
          trackCount: values.integer("playlist_count"),
          isPlainPage: ["Generic", "HTML5MediaEmbed"].contains(values.text("extractor_key"))))
    case "META": self = .metadata(Self.metadata(values))
    case "P":
      let index = values.number("fragment_index")
      let count = values.number("fragment_count")
      var progress = Progress(
        downloadedBytes: values.integer("downloaded_bytes"),
        totalBytes: values.integer("total_bytes") ?? values.integer("total_bytes_estimate"),
        bytesPerSecond: values.integer("speed"), etaSeconds: values.integer("eta"))
      if let index, let count, count > 0 { progress.fragments = index / count }
      self = .progress(progress)
    case "DONE":
      guard let path = values.text("filepath") else { return nil }
      self = .done(File(path: path, codec: values.text("acodec")))
    default: return nil
    }
  }

  private static func metadata(_ values: LooseJSON) -> SiteMetadata {
    var site = SiteMetadata()
    site.title = values.text("title")
    site.track = values.text("track")
    site.artists = values.texts("artists")
    if site.artists.isEmpty {
      site.artists = [values.text("artist") ?? values.text("creator")].compactMap(\.self)
    }
    site.uploader = values.text("uploader")
    site.channel = values.text("channel")
    site.album = values.text("album")
    site.trackNumber = values.integer("track_number")
    site.durationSeconds = values.number("duration")
    site.releaseYear =
      values.integer("release_year") ?? values.text("upload_date").flatMap { Int($0.prefix(4)) }
    site.webpageURL = values.text("webpage_url")
    site.extractor = values.text("extractor_key")
    return site
  }
}

/// A JSON object whose values may be of any type: a value of another type than the wanted one counts as absent.
private struct LooseJSON {
  private let values: [String: Any]

  init?(_ text: Substring) {
    // Not JSON at all is no report; the reason does not matter.
    guard let values = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    else { return nil }
    self.values = values
  }

  func text(_ key: String) -> String? { values[key] as? String }

  func texts(_ key: String) -> [String] {
    (values[key] as? [Any] ?? []).compactMap { $0 as? String }
  }

  func flag(_ key: String) -> Bool { values[key] as? Bool ?? false }

  /// A finite number of at least zero.
  func number(_ key: String) -> Double? {
    guard let number = values[key] as? Double, number.isFinite, number >= 0 else { return nil }
    return number
  }

  /// ``number(_:)`` without its fraction, if it is small enough to be exact.
  func integer(_ key: String) -> Int? { number(key).flatMap { $0 < 1e15 ? Int($0) : nil } }
}
