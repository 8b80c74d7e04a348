import Foundation

/// A folder of a test's own, removed with everything in it when the last reference goes.
package final class TemporaryFolder: Sendable {
  package let url: URL

  package init() throws {
    // A short name, for the path of a socket may have 107 bytes
    url = FileManager.default.temporaryDirectory
      .appending(path: "tonearm-\(String(UInt32.random(in: .min ... .max), radix: 36))")
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
  }

  deinit {
    // Clean-up: what cannot be removed is left to the system
    try? FileManager.default.removeItem(at: url)
  }

  /// The absolute path of the folder.
  package var path: String { url.path(percentEncoded: false) }

  /// The absolute path of `name` in the folder, whether it exists or not.
  package func path(of name: String) -> String {
    url.appending(path: name).path(percentEncoded: false)
  }
}
