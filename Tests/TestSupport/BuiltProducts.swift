import Foundation

/// The folder that the running tests were built into, where the project's programs are too.
package enum BuiltProducts {
  /// The absolute path of `name` in the folder, whether it exists or not.
  package static func path(of name: String) -> String {
    let tests = Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
    return tests.resolvingSymlinksInPath().deletingLastPathComponent().appending(path: name)
      .path(percentEncoded: false)
  }
}
