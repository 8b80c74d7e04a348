import Foundation

/// The small media site of `media-site/`, on a loopback port of its own. It ends with its last
/// reference.
package final class MediaSite: Sendable {
  /// Such as `127.0.0.1:4711`.
  package let authority: String
  private let port: Int
  private let program: Program

  /// Starts the site and waits until it serves. Its media files are made once for each build folder.
  package init() async throws {
    let log = try TemporaryFolder()
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "media-site/media_site.py")
    program = try await Program.start(
      [
        try TestTool.python.path, script.path(percentEncoded: false), "--folder",
        BuiltProducts.path(of: "media-site"),
      ], output: log.path(of: "output"))
    var address: URL?
    try await eventually("the address of the media site", within: .seconds(60)) { [program] in
      let output = try String(contentsOfFile: log.path(of: "output"), encoding: .utf8)
      guard program.isRunning else { throw Program.Failed(description: "No site: \(output)") }
      guard output.hasSuffix("}\n") else { return false }
      address = try JSONValue(parsing: output)["url"].text.flatMap { URL(string: $0) }
      return true
    }
    guard let port = address?.port else { throw Program.Failed(description: "No site address") }
    self.port = port
    authority = "127.0.0.1:\(port)"
  }

  deinit { program.signal(SIGTERM) }

  /// The address of a page, such as `/page`, with properly encoded `parameters`.
  package func url(_ path: String, _ parameters: [String: String] = [:]) -> String {
    let pairs = parameters.sorted { $0.key < $1.key }
      .map { "\($0.key)=\(Self.percentEncoded($0.value))" }
    return "http://\(authority)\(path)" + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
  }

  /// The paths of all requests so far.
  package func requestedPaths() async throws -> [String] {
    let answer = try await HTTPClient(.tcp(port: port)).send("GET", "/log")
    return try answer.json.elements.compactMap(\.["path"].text)
  }

  private static func percentEncoded(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain = byte < 0x80 && (Character(UnicodeScalar(byte)).isLetter || byte - 0x30 < 10)
      return isPlain ? String(UnicodeScalar(byte)) : "%\(byte < 16 ? "0" : "")\(String(byte, radix: 16))"
    }.joined()
  }
}
