import Foundation
import Runtime

/// The page's files, read into memory once at start.
struct PageFiles: Sendable {
  /// One file, ready to be sent.
  struct File: Sendable {
    let path: String
    let type: String
    let bytes: [UInt8]
    /// The ETag, with its quotes.
    let tag: String
  }

  let files: [File]

  private static let types = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml", "png": "image/png",
    "ico": "image/x-icon", "webmanifest": "application/manifest+json", "woff2": "font/woff2",
  ]

  /// Reads every file of a known type below `root`, and lets its documents preload the modules that they need.
  /// Throws where the folder cannot be read.
  init(root: String) throws {
    let folder = URL(fileURLWithPath: root).resolvingSymlinksInPath()
    var contents: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let url = folder.appendingPathComponent(path)
      if Self.types[url.pathExtension] != nil { contents[path] = try Data(contentsOf: url) }
    }
    let modules = ModuleGraph(
      contents.filter { $0.key.hasSuffix(".js") }.mapValues { String(decoding: $0, as: UTF8.self) })
    for (path, data) in contents where path.hasSuffix(".html") {
      contents[path] = Data(
        modules.addingPreloads(to: String(decoding: data, as: UTF8.self), at: path).utf8)
    }
    files = contents.sorted { $0.key < $1.key }.map { path, data in
      let tag = Secret.digest(data.base64EncodedString()).prefix(16)
      let type = Self.types[URL(fileURLWithPath: path).pathExtension] ?? ""
      return File(path: path, type: type, bytes: Array(data), tag: "\"\(tag)\"")
    }
  }

  /// The configured folder, else `Web` beside the binary, else the source tree that the binary was built in.
  static func root(configured: String?) throws(SettingError) -> String {
    if let configured {
      guard hasPage(configured) else {
        throw SettingError(.webRoot, value: configured, allowed: "the folder of index.html")
      }
      return configured
    }
    var folder = (Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0]))
      .resolvingSymlinksInPath().deletingLastPathComponent()
    var candidates = [folder.appendingPathComponent("Web").path]
    while folder.path != "/" {
      candidates.append(folder.appendingPathComponent("Sources/APIServer/Web").path)
      folder.deleteLastPathComponent()
    }
    guard let found = candidates.first(where: hasPage) else {
      throw SettingError(.webRoot, value: "", allowed: "the folder of index.html")
    }
    return found
  }

  private static func hasPage(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + "/index.html")
  }
}
