import Downloads
import Files
import Foundation
import TestSupport
import Testing

@testable import AudioFiles

@Suite struct HostileFileTests {
  private func outcome(_ bytes: [UInt8]) throws -> Result<AudioFile, AudioFileError> {
    try withFile(bytes) { descriptor in
      // What is wrong with pictures must not matter to the rest
      _ = try? readCover(descriptor, limitBytes: 1 << 20)
      do throws(AudioFileError) {
        return .success(try readAudio(descriptor))
      } catch {
        return .failure(error)
      }
    }
  }

  @Test(arguments: [
    [], [0x49], Array("ID3".utf8), Array("fLaC".utf8), Array("OggS".utf8),
    Array("RIFF....WAVE".utf8),
    Array("FORM....AIFF".utf8), Array("\0\0\0\u{8}ftyp".utf8),
    [UInt8](repeating: 0, count: 1 << 20),
    [UInt8](repeating: 0xff, count: 1 << 20),
    Array(String(repeating: "not music\n", count: 9999).utf8),
    Array("OggS\0\u{2}".utf8) + [UInt8](repeating: 0xff, count: 90),
  ])
  func findsNoAudioInOtherThings(bytes: [UInt8]) throws {
    #expect(try outcome(bytes) == .failure(.notAudio))
  }

  @Test(arguments: AudioFixture.names)
  func survivesTruncationAndDamage(name: String) async throws {
    let whole = try await AudioFixture.shared.value.bytes(name)
    var random = SeededRandom(seed: 5)
    for _ in 0..<60 {
      let end = Int.random(in: 0..<min(whole.count, 6000), using: &random)
      _ = try outcome(Array(whole[..<end]))
      var damaged = whole
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let place = Int.random(in: 0..<min(whole.count, 1500), using: &random)
        damaged[place] =
          [0, 0x7f, 0x80, 0xff, .random(in: 0...255, using: &random)]
          .randomElement(using: &random) ?? 0
      }
      _ = try outcome(damaged)
    }
  }

  @Test func readsTheAudioBehindATagThatClaimsMoreThanThereIs() async throws {
    let audio = try await AudioFixture.shared.value.bytes("bare.mp3")
    let lying = ID3Bytes.header(4, ID3Bytes.text("TIT2", "x"), size: 0x0fff_ffff)
    let file = try outcome(lying + audio).get()
    #expect(file.title == nil)
    #expect(abs(try #require(file.durationSeconds) - 2) < 0.1)
    try withFile(lying + audio) { descriptor in
      var tagged = try TaggedFile(reading: window(descriptor))
      var edits = MetadataEdits()
      edits.title = .set("new")
      #expect(throws: AudioFileError.damaged) {
        try tagged.apply(TagChange(edits, of: TrackTags()))
      }
    }
  }

  @Test func readsTheAudioBehindALargeTagWithoutReadingTheTag() async throws {
    let audio = try await AudioFixture.shared.value.bytes("bare.mp3")
    let folder = try TemporaryFolder()
    let path = folder.path(of: "large.mp3")
    let size = 200 << 20
    try Data(ID3Bytes.header(4, ID3Bytes.text("TIT2", "x"), size: size)).write(
      to: URL(filePath: path))
    let handle = try FileHandle(forWritingTo: URL(filePath: path))
    try handle.seek(toOffset: UInt64(10 + size))
    try handle.write(contentsOf: audio)
    try handle.close()
    let file = try withFile(at: path) { try readAudio($0) }
    #expect(file.title == "x")
    #expect(abs(try #require(file.durationSeconds) - 2) < 0.1)
  }

  @Test func inflatesNothing() async throws {
    let audio = try await AudioFixture.shared.value.bytes("bare.mp3")
    // zlib, 1,000 times the letter a (RFC 1950)
    let packed: [UInt8] = [
      0x78, 0x9c, 0x4b, 0x4c, 0x1c, 0x05, 0xa3, 0x60, 0x14, 0x0c, 0x77, 0, 0, 0xf9, 0x87, 0x7a,
      0x5f,
    ]
    let frames = [
      ID3Bytes.frame("TIT2", ID3Bytes.syncsafe(1000) + packed, flags: 0x09),
      ID3Bytes.text("TALB", "next"),
    ]
    let file = try outcome(ID3Bytes.tag(4, frames) + audio).get()
    #expect(file.title == nil)
    #expect(file.album == "next")
  }

  @Test func givesUpOnMoreThanAnHonestFileHas() async throws {
    let fixture = try await AudioFixture.shared.value
    let audio = try fixture.bytes("bare.mp3")
    let frames = [[UInt8]](repeating: ID3Bytes.text("TIT2", "x"), count: 100_000)
    #expect(try outcome(ID3Bytes.tag(4, frames) + audio) == .failure(.tooLarge))

    // Boxes in boxes, until a recursion without an end would have used up the stack
    let depth = 200_000
    let boxes = (0..<depth).flatMap { ID3Bytes.plain((depth - $0) * 8) + Array("moov".utf8) }
    let nested = Array("\0\0\0\u{10}ftypM4A \0\0\0\0".utf8) + boxes
    #expect(try outcome(nested) == .failure(.notAudio))

    let chunks = [[UInt8]](repeating: Array("JUNK\0\0\0\0".utf8), count: 100_000).joined()
    #expect(try outcome(Array("RIFF\0\0\0\0WAVE".utf8) + chunks) == .failure(.tooLarge))
    let blocks = [[UInt8]](repeating: [1, 0, 0, 0], count: 100_000).joined()
    #expect(try outcome(Array("fLaC".utf8) + blocks) == .failure(.tooLarge))

    func page(_ flags: UInt8, _ payload: [UInt8]) -> [UInt8] {
      Array("OggS\0".utf8) + [flags] + [UInt8](repeating: 0, count: 20)
        + [1, UInt8(payload.count)] + payload
    }
    let head = page(2, Array("OpusHead".utf8) + [1, 1, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0])
    let comments = page(
      0, Array("OpusTags".utf8) + [0, 0, 0, 0, 0xff, 0xff, 0xff, 0] + [1, 0, 0, 0, 0x41])
    #expect(try outcome(head + comments) == .failure(.tooLarge))
  }

  @Test func saysWhyAFileCannotBeRead() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: AudioFileError.self) {
      try withFile(at: folder.path) { try readAudio($0) }
    }
    #expect(error == .file(FileError(errno: EISDIR, "read a file")))
    #expect(throws: AudioFileError.file(FileError(errno: EBADF, "read a file"))) {
      try readAudio(-1)
    }
  }
}
