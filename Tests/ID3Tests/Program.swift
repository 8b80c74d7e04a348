import Foundation
import Testing

/// The programs that judge our tags independently.
enum Program {
  /// A Python that has mutagen, as the project's test script sets it up.
  static func python() throws -> String {
    try #require(
      ProcessInfo.processInfo.environment["TONEARM_TEST_PYTHON"],
      "TONEARM_TEST_PYTHON must name a Python that has mutagen; scripts/test sets it")
  }

  /// Runs a program, found in PATH, and answers what it printed; it must succeed.
  static func output(of program: String, _ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let printed = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(program) failed")
    return printed
  }

  /// Makes a second of sound that begins with a tag region of ffmpeg's.
  static func makeTrack(at path: String) throws {
    _ = try output(
      of: "ffmpeg",
      [
        "-nostdin", "-v", "error", "-f", "lavfi", "-i", "sine=duration=1", "-c:a", "libmp3lame",
        "-write_id3v1", "0", "-id3v2_version", "4", "-metadata_header_padding", "65536", "-f",
        "mp3",
        path,
      ])
  }
}
