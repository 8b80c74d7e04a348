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
      .appending(path: "../PythonSupport/media-site/media_site.py").standardized
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

  /// The address of a page, such as `/page`, with `parameters` encoded as its query.
  package func url(_ path: String, _ parameters: [String: String] = [:]) -> String {
    var address = URLComponents()
    address.queryItems = parameters.sorted { $0.key < $1.key }.map { name, value in
      URLQueryItem(name: name, value: value)
    }
    // A plus would be read as a space
    let query = (address.percentEncodedQuery ?? "").replacing("+", with: "%2B")
    return "http://\(authority)\(path)" + (query.isEmpty ? "" : "?\(query)")
  }

  /// What the site has at `path`.
  package func content(of path: String) async throws -> [UInt8] {
    try await HTTPClient(.tcp(port: port)).send("GET", path).body
  }

  /// All requests so far: `method`, `path` with its query, `cookie` and more of each.
  package func requests() async throws -> [JSONValue] {
    try await HTTPClient(.tcp(port: port)).send("GET", "/log").json.elements
  }
}
