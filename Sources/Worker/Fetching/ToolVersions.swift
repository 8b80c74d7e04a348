import Runtime

/// The versions of the programs that fetch and convert.
package struct ToolVersions: Sendable {
  /// Such as `2026.08.19`.
  package let ytDlp: String
  /// Such as `7.1.1-1`; a distribution's build may be any word.
  package let ffmpeg: String
  /// Such as `2.5.1`.
  package let deno: String

  init(ytDlp: String, ffmpeg: String, deno: String) {
    self.ytDlp = ytDlp
    self.ffmpeg = ffmpeg
    self.deno = deno
  }

  /// The version that `ffmpeg` reports. Throws ``SettingError`` if it does not run.
  package static func ffmpeg(_ program: String) async throws -> String {
    try await word(2, of: program, "-version", key: .ffmpegPath)
  }

  /// The version that `deno` reports. Throws ``SettingError`` if it does not run.
  package static func deno(_ program: String) async throws -> String {
    try await word(1, of: program, "--version", key: .denoPath)
  }

  /// A word of the first line that the program prints.
  private static func word(
    _ index: Int, of program: String, _ argument: String, key: SettingKey
  ) async throws -> String {
    let line = FirstLine()
    let outcome = try? await JobProcess(
      program, [argument], environment: ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"],
      folder: "/", sandbox: nil
    ).run { await line.offer($0) }
    let words = await line.text?.split(separator: " ") ?? []
    guard outcome?.succeeded == true, words.count > index else {
      throw SettingError(
        key, value: program, allowed: "a program that runs; ./scripts/setup installs one")
    }
    return String(words[index])
  }
}

/// The first line that a program printed.
private actor FirstLine {
  private(set) var text: String?

  func offer(_ line: String) { text = text ?? line }
}
