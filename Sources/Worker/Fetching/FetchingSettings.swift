import Runtime

/// The part of the configuration that concerns fetching.
struct FetchingSettings: Sendable {
  var ytDlp: String
  /// Its `cookies.txt` is used if it exists.
  var ytDlpConfigFolder: String
  var ffmpeg: String
  var deno: String
  /// For one track, from start to end.
  var timeout: Duration
  /// Without a new byte.
  var stall: Duration
  var maximumBytes: Int
  var maximumSeconds: Int

  init(_ reader: SettingsReader) throws {
    ytDlp = try reader.program(.ytDlpPath)
    ytDlpConfigFolder =
      try reader.optionalPath(.ytDlpConfigDir) ?? reader.path(.stateDir) + "/yt-dlp-config"
    ffmpeg = try reader.program(.ffmpegPath)
    deno = try reader.program(.denoPath)
    timeout = try reader.seconds(.downloadTimeout, 1...86400)
    stall = try reader.seconds(.downloadStall, 1...86400)
    maximumBytes = try reader.integer(.downloadMaxBytes, 1...1_000_000_000_000)
    maximumSeconds = try reader.integer(.downloadMaxSeconds, 1...1_000_000)
  }
}
