import Foundation

extension TonearmStack {
  /// The id of the download that keeps the user from starting another; nil where none does.
  package func lockHolder(_ user: SignedInUser) -> String? {
    let lines = redis.ask("GET", "{tonearm}:user:\(user.name):lock").split(separator: "\r\n")
    return lines.count == 2 ? String(lines[1]) : nil
  }

  /// Everything that must be gone once no download is live: what is staged, queued or indexed.
  package var leftovers: [String] {
    get throws {
      let staged = try FileManager.default.contentsOfDirectory(
        atPath: staging.path(percentEncoded: false))
      let counts = [
        ["XLEN", "{tonearm}:jobs"], ["XLEN", "{tonearm}:finalize:shared"],
        ["XLEN", "{tonearm}:library:shared"],
        ["ZCARD", "{tonearm}:open"], ["ZCARD", "{tonearm}:deadlines"],
      ]
      let queued = counts.filter { redis.ask($0[0], $0[1]) != ":0\r\n" }.map { $0[1] }
      return staged + queued + Self.processes(in: staging)
    }
  }

  /// What is staged for a download, as paths in its folder; empty where there is no folder.
  package func staged(_ id: String) -> [String] {
    let folder = staging.appending(path: id).path(percentEncoded: false)
    guard let paths = FileManager.default.enumerator(atPath: folder) else { return [] }
    return paths.compactMap { $0 as? String }
  }

  /// Programs that work on a download at the moment, as command lines.
  package func processes(of id: String) -> [String] {
    Self.processes(in: staging.appending(path: id))
  }

  /// Programs whose working folder is in `folder`, even if that has been removed.
  private static func processes(in folder: URL) -> [String] {
    let prefix = folder.resolvingSymlinksInPath().path(percentEncoded: false)
    // Programs come and go while we look; those that are gone are none
    let ids = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return ids.filter { Int($0) != nil }.compactMap { id in
      let place = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(id)/cwd")
      guard let place, place.hasPrefix(prefix) else { return nil }
      let words = (try? Data(contentsOf: URL(filePath: "/proc/\(id)/cmdline"))) ?? Data()
      // One that is ending has no words any more
      return words.isEmpty ? nil : String(decoding: words, as: UTF8.self).replacing("\0", with: " ")
    }
  }

  /// The paths of all files in the library, without Tonearm's own folder.
  package var libraryFiles: [String] {
    get throws {
      try FileManager.default.subpathsOfDirectory(atPath: library.path(percentEncoded: false))
        .filter { !$0.hasPrefix(".tonearm") }.sorted()
    }
  }
}
