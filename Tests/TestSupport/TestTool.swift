import Foundation

/// A program that the tests need and that the environment names, as the project's test script does.
package enum TestTool: String, Sendable {
  /// A Python that has mutagen.
  case python = "TONEARM_TEST_PYTHON"
  case ytDlp = "TONEARM_TEST_YTDLP"
  case deno = "TONEARM_TEST_DENO"

  /// The path of the program; throws where none is named.
  package var path: String {
    get throws {
      guard let path = ProcessInfo.processInfo.environment[rawValue], !path.isEmpty else {
        throw Program.Failed(description: "\(rawValue) is not set; scripts/test sets it")
      }
      return path
    }
  }
}
