import Foundation

/// The stand-in for yt-dlp, which tests in Python start; here is what yt-dlp itself once said.
package enum StandIn {
  /// What yt-dlp 2026.08.19 writes to standard error where a download fails, and the code of that failure.
  /// Its own wordings are from its source, those of sites from reports in its issue tracker.
  package static var recordings: [(code: String, text: String)] {
    get throws {
      let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../PythonSupport/stand-in/recordings").standardized
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
