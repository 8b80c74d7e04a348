import Runtime

/// The part of the configuration that concerns fetching.
package struct FetchingSettings: Sendable {
  let ytDlp: String
  /// Its `cookies.txt` is used if it exists.
  let ytDlpConfigFolder: String
  /// The path of the program.
  package let ffmpeg: String
  /// The path of the program.
  package let deno: String
  /// For one track, from start to end.
  let timeout: Duration
  /// Without a new byte.
  let stall: Duration
  let maximumBytes: Int
  let maximumSeconds: Int

  /// Throws ``SettingError`` at the first wrong value.
  package init(_ reader: SettingsReader) throws(SettingError) {
    ytDlp = try reader.program(.ytDlpPath)
    let configFolder = reader.optionalPath(.ytDlpConfigDir)
    let stateFolder = try reader.path(.stateDir)
    ytDlpConfigFolder = configFolder ?? stateFolder + "/yt-dlp-config"
    ffmpeg = try reader.program(.ffmpegPath)
    deno = try reader.program(.denoPath)
    timeout = try reader.seconds(.downloadTimeout, 1...86400)
    stall = try reader.seconds(.downloadStall, 1...86400)
    maximumBytes = try reader.integer(.downloadMaxBytes, 1...1_000_000_000_000)
    maximumSeconds = try reader.integer(.downloadMaxSeconds, 1...1_000_000)
  }
}
