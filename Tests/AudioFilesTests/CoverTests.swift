import Foundation
import TestSupport
import Testing

@testable import AudioFiles

@Suite struct CoverTests {
  /// Embeds two pictures, of which the second is the front cover where the format can say so.
  private static let script = """
    import base64, sys
    from mutagen import File
    from mutagen.flac import Picture
    from mutagen.id3 import APIC
    from mutagen.mp4 import MP4Cover
    back, front = (open(p, "rb").read() for p in sys.argv[2:4])
    f = File(sys.argv[1])
    if f.tags is None: f.add_tags()
    kind = type(f).__name__
    def picture(data, type, mime):
        p = Picture()
        p.data, p.type, p.mime = data, type, mime
        return p
    if kind in ("MP3", "WAVE", "AIFF"):
        f.tags.add(APIC(3, "image/png", 4, "back", back))
        f.tags.add(APIC(3, "image/jpeg", 3, "front", front))
    elif kind == "MP4":
        f["covr"] = [MP4Cover(front, MP4Cover.FORMAT_JPEG), MP4Cover(back, MP4Cover.FORMAT_PNG)]
    elif kind == "FLAC":
        f.add_picture(picture(back, 4, "image/png"))
        f.add_picture(picture(front, 3, "image/jpeg"))
    else:
        f["metadata_block_picture"] = [
            base64.b64encode(picture(*each).write()).decode()
            for each in ((back, 4, "image/png"), (front, 3, "image/jpeg"))]
    f.save()
    """

  private static let back =
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] + [UInt8](repeating: 7, count: 300_000)
  private static let front = [0xff, 0xd8, 0xff] + [UInt8](repeating: 9, count: 200_000)

  @Test(arguments: AudioFixture.names)
  func prefersTheFrontCover(name: String) async throws {
    let folder = try TemporaryFolder()
    let path = try await AudioFixture.shared.value.copy(name, to: folder)
    for (name, bytes) in [("back", Self.back), ("front", Self.front)] {
      try Data(bytes).write(to: folder.url.appending(path: name))
    }
    _ = try await Program.output([
      try TestTool.python.path, "-c", Self.script, path, folder.path(of: "back"),
      folder.path(of: "front"),
    ])
    try withFile(at: path) { descriptor in
      let cover = try readCover(descriptor, limitBytes: 1 << 20)
      #expect(cover?.bytes == Self.front)
      #expect(cover?.type == .jpeg)
      #expect(try readCover(descriptor, limitBytes: 200_003)?.bytes == Self.front)
      #expect(try readCover(descriptor, limitBytes: 100_000) == nil)
      #expect(try readCover(descriptor, limitBytes: -1) == nil)
      #expect(abs(try #require(try readAudio(descriptor).durationSeconds) - 2) < 0.1)
    }
  }

  @Test func takesAnyPictureWhereNoneIsTheFrontCover() async throws {
    let audio = try await AudioFixture.shared.value.bytes("bare.mp3")
    let picture = [0] + Array("image/webp".utf8) + [0, 0, 0] + Array("RIFF....WEBPVP8 ".utf8)
    let bytes = ID3Bytes.tag(4, [ID3Bytes.frame("APIC", picture)]) + audio
    let cover = try withFile(bytes) { try readCover($0, limitBytes: 1000) }
    #expect(cover?.type == .webP)
  }
}
