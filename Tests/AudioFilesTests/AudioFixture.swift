import Files
import Foundation
import TestSupport

@testable import AudioFiles

/// Two seconds of a tone in every format, made by ffmpeg and sox, and changed by mutagen.
final class AudioFixture: Sendable {
  /// The files, once they are made; tests copy what they change.
  static let shared = Task { try await AudioFixture() }

  static let names = [
    "tone.mp3", "tone.flac", "tone.m4a", "alac.m4a", "tone.ogg", "tone.opus", "tone.wav",
    "tone.aiff",
  ]

  let folder: TemporaryFolder

  private init() async throws {
    folder = try TemporaryFolder()
    let outputs = [
      ["-c:a", "libmp3lame", "tone.mp3"], ["tone.flac"], ["-c:a", "aac", "tone.m4a"],
      ["-c:a", "alac", "alac.m4a"], ["-c:a", "libvorbis", "tone.ogg"],
      ["-c:a", "libopus", "tone.opus"],
      ["-c:a", "aac", "-movflags", "frag_keyframe+empty_moov", "fragments.m4a"],
      ["-c:a", "libmp3lame", "-b:a", "64k", "-write_xing", "0", "-id3v2_version", "0", "bare.mp3"],
    ]
    let source = ["-f", "lavfi", "-i", "sine=duration=2:sample_rate=44100"]
    _ = try await Program.output(
      ["ffmpeg", "-nostdin", "-v", "error"] + source
        + outputs.flatMap { $0.dropLast() + [folder.path(of: $0[$0.endIndex - 1])] })
    for name in ["tone.wav", "tone.aiff"] {
      _ = try await Program.output(
        [
          "sox", "-n", "-r", "44100", "-b", "16", folder.path(of: name), "synth", "2", "sine",
          "440",
        ])
    }
  }

  /// Copies a file into `other`, and answers the path of the copy.
  func copy(_ name: String, to other: TemporaryFolder) throws -> String {
    let path = other.path(of: name)
    try FileManager.default.copyItem(atPath: folder.path(of: name), toPath: path)
    return path
  }

  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: folder.path(of: name))))
  }
}

/// Opens a file, as a worker does, for as long as `body` takes.
func withFile<Value>(at path: String, _ body: (CInt) throws -> Value) throws -> Value {
  let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
  guard descriptor >= 0 else { throw CocoaError(.fileReadUnknown) }
  defer { close(descriptor) }
  return try body(descriptor)
}

/// Writes bytes to a file of its own and opens it, for as long as `body` takes.
func withFile<Value>(_ bytes: [UInt8], _ body: (CInt) throws -> Value) throws -> Value {
  let folder = try TemporaryFolder()
  try Data(bytes).write(to: folder.url.appending(path: "file"))
  return try withFile(at: folder.path(of: "file"), body)
}

/// The file open at a descriptor, which stays the caller's.
func window(_ descriptor: CInt) -> FileWindow {
  var status = stat()
  return FileWindow(
    descriptor: descriptor, sizeBytes: fstat(descriptor, &status) == 0 ? Int(status.st_size) : 4096)
}

func readAudio(_ descriptor: CInt) throws(AudioFileError) -> AudioFile {
  try TaggedFile(reading: window(descriptor)).audio()
}

func readCover(_ descriptor: CInt, limitBytes: Int) throws(AudioFileError) -> EmbeddedCover? {
  try TaggedFile(reading: window(descriptor)).cover(limitBytes: limitBytes)
}
