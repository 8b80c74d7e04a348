import Downloads
import Foundation
import TestSupport
import Testing

@testable import ID3

/// What programs of other people make of a track with our tag.
@Suite struct OtherReadersTests {
  private static let script = """
    import base64, json, sys
    from mutagen.id3 import ID3
    def read(path):
        tag = ID3(path, translate=False)
        out = {"version": list(tag.version), "size": tag.size, "unknown": len(tag.unknown_frames)}
        for key, frame in tag.items():
            if frame.FrameID == "APIC":
                out["APIC"] = [frame.mime, int(frame.type), frame.desc,
                               base64.b64encode(frame.data).decode()]
            elif frame.FrameID == "WOAS":
                out["WOAS"] = [frame.url]
            else:
                out[key] = [str(text) for text in frame.text]
        return out
    print(json.dumps([read(path) for path in sys.argv[1:]]))
    """

  @Test func mutagenReadsEveryField() async throws {
    let folder = try TemporaryFolder()
    let python = try TestTool.python.path
    try await makeTrack(at: folder.path(of: "plain.mp3"))
    let track = try Data(contentsOf: URL(filePath: folder.path(of: "plain.mp3")))
    let region = try #require(ID3TagHeader(track)?.totalSizeBytes)

    var tags: [ID3Tag] = []
    for text in ID3TagTests.texts {
      var tag = ID3TagTests.full
      tag.metadata.title = text
      tag.metadata.artist = text
      tag.metadata.album = text
      tag.metadata.albumArtist = text
      tag.metadata.genre = "Genre " + text
      tag.encoder = text
      tags.append(tag)
    }
    let paths = tags.indices.map { folder.path(of: "\($0).mp3") }
    for (tag, path) in zip(tags, paths) {
      let bytes = try tag.rendered(minimumSizeBytes: region)
      #expect(bytes.count == region)
      try (Data(bytes) + track[region...]).write(to: URL(filePath: path))
    }
    let printed = Data(try await Program.output([python, "-c", Self.script] + paths).utf8)
    let read = try #require(try JSONSerialization.jsonObject(with: printed) as? [[String: Any]])
    #expect(read.count == tags.count)
    for (fields, tag) in zip(read, tags) {
      func texts(_ key: String) -> [String]? { fields[key] as? [String] }
      #expect(fields["version"] as? [Int] == [2, 4, 0])
      #expect(fields["size"] as? Int == region)
      #expect(fields["unknown"] as? Int == 0)
      #expect(texts("TIT2") == tag.metadata.title.map { [$0] })
      #expect(texts("TPE1") == tag.metadata.artist.map { [$0] })
      #expect(texts("TALB") == tag.metadata.album.map { [$0] })
      #expect(texts("TPE2") == tag.metadata.albumArtist.map { [$0] })
      #expect(texts("TCON") == tag.metadata.genre.map { [$0] })
      #expect(texts("TDRC") == ["1999"])
      #expect(texts("TRCK") == ["7"])
      #expect(texts("TPOS") == ["2"])
      #expect(texts("WOAS") == tag.sourceURL.map { [$0] })
      #expect(texts("TXXX:TONEARM_DOWNLOAD_ID") == tag.downloadID.map { [$0.description] })
      #expect(texts("TSSE") == tag.encoder.map { [$0] })
      let picture = try #require(fields["APIC"] as? [Any])
      #expect(picture[0] as? String == "image/jpeg")
      #expect(picture[1] as? Int == 3)
      #expect(picture[2] as? String == "")
      #expect(picture[3] as? String == tag.cover.map { Data($0.data).base64EncodedString() })
    }
  }

  @Test func ffprobeReadsTagAndSound() async throws {
    struct Report: Decodable {
      struct Format: Decodable {
        let duration: String
        let tags: [String: String]
      }
      let format: Format
    }
    let folder = try TemporaryFolder()
    let path = folder.path(of: "track.mp3")
    try await makeTrack(at: path)
    var track = try Data(contentsOf: URL(filePath: path))
    let region = try #require(ID3TagHeader(track)?.totalSizeBytes)
    var tag = ID3TagTests.full
    tag.metadata.title = "夜に駆ける 🎵"
    tag.cover = nil
    track.replaceSubrange(..<region, with: try tag.rendered(minimumSizeBytes: region))
    try track.write(to: URL(filePath: path))

    let printed = Data(
      try await Program.output(["ffprobe", "-v", "error", "-show_format", "-of", "json", path]).utf8
    )
    let format = try JSONDecoder().decode(Report.self, from: printed).format
    #expect(try #require(Double(format.duration)) > 0.9)
    #expect(format.tags["title"] == tag.metadata.title)
    #expect(format.tags["artist"] == "Artist")
    #expect(format.tags["album_artist"] == "Album Artist")
    #expect(format.tags["date"] == "1999")
    #expect(format.tags["track"] == "7")
    #expect(format.tags["disc"] == "2")
    #expect(format.tags["TONEARM_DOWNLOAD_ID"] == tag.downloadID?.description)
  }

  /// Makes a second of sound that begins with a tag region of ffmpeg's.
  private func makeTrack(at path: String) async throws {
    _ = try await Program.output([
      "ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "sine=duration=1", "-c:a",
      "libmp3lame", "-write_id3v1", "0", "-id3v2_version", "4", "-metadata_header_padding", "65536",
      "-f", "mp3", path,
    ])
  }
}
