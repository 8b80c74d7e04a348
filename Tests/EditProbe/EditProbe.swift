import Downloads
import Foundation
import Glibc
import ID3
import TagReader

/// Edits and reads audio files for the property test in `Tests/EditTests`, with the project's writers and
/// reader and nothing around them: no Redis, no worker, no ffmpeg.
///
/// A question is a line of JSON on standard input, and so is its answer on standard output:
/// `{"path": …, "edits": {…}, "cover": path}` edits the file in its place, `{"path": …, "read": true}` reads it.
@main
enum EditProbe {
  private struct Question: Decodable {
    let path: String
    var edits: MetadataEdits?
    var cover: String?
    var read: Bool?
  }

  private struct Answer: Encodable {
    var ok: Bool?
    var error: String?
    var title: String?
    var artist: String?
    var album: String?
    var albumArtist: String?
    var year: Int?
    var genre: String?
    var trackNumber: Int?
    var discNumber: Int?
    var durationMilliseconds: Int?
    var bitrate: Int?
    var format: String?
    var hasCover: Bool?
  }

  static func main() throws {
    let decoder = JSONDecoder()
    let encoder = JSONEncoder()
    while let line = readLine() {
      let question = try decoder.decode(Question.self, from: Data(line.utf8))
      var answer = Answer()
      do {
        answer = question.read == true ? try read(question.path) : try edit(question)
      } catch {
        answer.error = String(describing: error)
      }
      FileHandle.standardOutput.write(try encoder.encode(answer) + Data("\n".utf8))
    }
  }

  private static func edit(_ question: Question) throws -> Answer {
    let cover = try question.cover.flatMap { path in
      CoverImage(Array(try Data(contentsOf: URL(filePath: path))))
    }
    let file = try open(question.path)
    let audio = try RewritingError.naming { try TagReader.read(file.window.descriptor) }
    let change = TagChange(question.edits ?? MetadataEdits(), of: audio.texts, cover: cover)
    if change.isEmpty { return Answer(ok: true) }
    let parts = try RewritingError.naming {
      var tagged = try audio.format.taggedFile(file)
      try tagged.apply(change)
      return try tagged.parts()
    }
    let newPath = question.path + ".new"
    let new = try OpenFile(
      Descriptor(Glibc.open(newPath, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600), "make a file"))
    try RewritingError.naming { try new.write(parts, from: file) }
    guard rename(newPath, question.path) == 0 else {
      throw FilingError(errno: errno, "rename a file")
    }
    return Answer(ok: true)
  }

  private static func read(_ path: String) throws -> Answer {
    let file = try open(path)
    let audio = try TagReader.read(file.window.descriptor)
    let cover = try TagReader.cover(file.window.descriptor, limitBytes: 32 << 20)
    return Answer(
      ok: true, title: audio.title, artist: audio.artist, album: audio.album,
      albumArtist: audio.albumArtist, year: audio.year, genre: audio.genre,
      trackNumber: audio.trackNumber, discNumber: audio.discNumber,
      durationMilliseconds: audio.durationSeconds.map { Int($0 * 1000) },
      bitrate: audio.bitrateKbps, format: audio.format.rawValue, hasCover: cover != nil)
  }

  private static func open(_ path: String) throws -> OpenFile {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    return try OpenFile(Descriptor(descriptor < 0 ? -errno : descriptor, "open a file"))
  }
}
