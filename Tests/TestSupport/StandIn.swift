import Foundation

/// The program of `stand-in/`, which workers can be given in place of yt-dlp, and what yt-dlp itself once said.
package enum StandIn {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../PythonSupport/stand-in").standardized

  /// What makes a worker use it. The paths that begin with `/act/` tell it what to do; the media site has
  /// only the files that it downloads.
  package static let settings = [
    "TONEARM_YTDLP_PATH": folder.appending(path: "yt-dlp").path(percentEncoded: false)
  ]

  /// What yt-dlp 2026.08.19 writes to standard error where a download fails, and the code of that failure.
  /// Its own wordings are from its source, those of sites from reports in its issue tracker.
  package static var recordings: [(code: String, text: String)] {
    get throws {
      let folder = folder.appending(path: "recordings")
      let names = try FileManager.default.contentsOfDirectory(
        atPath: folder.path(percentEncoded: false))
      return try names.sorted().flatMap { name in
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
          .split(separator: "\n\n")
          .map { (String(name.prefix { $0 != "." }), String($0)) }
      }
    }
  }
}
