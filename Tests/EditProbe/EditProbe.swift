import AudioFiles
import Downloads
import Files
import Foundation
import ID3

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
    var encodings: [String]?
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
    var soundStart: Int?
    var soundEnd: Int?
  }

  static func main() throws {
    let decoder = JSONDecoder()
    let encoder = JSONEncoder()
    while let line = readLine() {
      let question = try decoder.decode(Question.self, from: Data(line.utf8))
      var answer = Answer()
      do {
        answer = question.read == true ? try read(question) : try edit(question)
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
    let (path, name) = split(question.path)
    let folder = try Folder(root: path)
    let file = try folder.file(name)
    var tagged = try TaggedFile(reading: file.window, encodings: question.encodings ?? [])
    let change = TagChange(
      question.edits ?? MetadataEdits(), of: try tagged.audio().tags, cover: cover)
    if change.isEmpty { return Answer(ok: true) }
    try tagged.apply(change)
    let parts = try tagged.parts()
    let new = try folder.makingFile(name + ".new")
    try new.write(parts, from: file)
    try file.requireStretches(parts, in: try folder.file(name + ".new"))
    try folder.rename(name + ".new", to: name)
    return Answer(ok: true)
  }

  private static func read(_ question: Question) throws -> Answer {
    let (path, name) = split(question.path)
    let folder = try Folder(root: path)
    let file = try folder.file(name)
    let tagged = try TaggedFile(reading: file.window, encodings: question.encodings ?? [])
    let audio = try tagged.audio()
    let cover = try tagged.cover(limitBytes: 32 << 20)
    return Answer(
      ok: true, title: audio.title, artist: audio.artist, album: audio.album,
      albumArtist: audio.albumArtist, year: audio.year, genre: audio.genre,
      trackNumber: audio.trackNumber, discNumber: audio.discNumber,
      durationMilliseconds: audio.durationSeconds.map { Int($0 * 1000) },
      bitrate: audio.bitrateKbps, format: audio.format.rawValue, hasCover: cover != nil,
      soundStart: tagged.sound.lowerBound, soundEnd: tagged.sound.upperBound)
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    return (String(path[..<slash]), String(path[path.index(after: slash)...]))
  }
}
