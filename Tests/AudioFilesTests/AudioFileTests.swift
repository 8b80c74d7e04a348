import Downloads
import Foundation
import TestSupport
import Testing

@testable import AudioFiles

@Suite struct AudioFileTests {
  /// Writes the texts that standard input has as JSON into each file, in the words of its format.
  private static let script = """
    import json, sys
    from mutagen import File
    from mutagen.id3 import TIT2, TPE1, TALB, TPE2, TDRC, TCON, TRCK, TPOS, TXXX, WOAS
    def write(path, t):
        f = File(path)
        if f.tags is None: f.add_tags()
        kind = type(f).__name__
        if kind in ("MP3", "WAVE", "AIFF"):
            for frame in (TIT2(3, t["title"]), TPE1(3, t["artists"]), TALB(1, t["album"]),
                          TPE2(2, t["albumArtist"]), TDRC(3, "1999-12-31"), TCON(3, t["genre"]),
                          TRCK(0, "7/12"), TPOS(0, "2/3"), WOAS("https://a.example/w?v=1"),
                          TXXX(3, "TONEARM_DOWNLOAD_ID", t["id"]), TXXX(3, "PURL", "https://other")):
                f.tags.add(frame)
        elif kind == "MP4":
            f["\\u00a9nam"], f["\\u00a9ART"] = t["title"], t["artists"]
            f["\\u00a9alb"], f["aART"], f["\\u00a9day"] = t["album"], t["albumArtist"], "1999-12-31"
            f["\\u00a9gen"], f["trkn"], f["disk"] = t["genre"], [(7, 12)], [(2, 3)]
            for key, value in (("PURL", "https://a.example/w?v=1"), ("TONEARM_DOWNLOAD_ID", t["id"])):
                f["----:com.apple.iTunes:" + key] = value.encode()
        else:
            f.update({"title": t["title"], "artist": t["artists"], "album": t["album"],
                      "albumartist": t["albumArtist"], "date": "1999-12-31", "genre": t["genre"],
                      "tracknumber": "7/12", "discnumber": "2",
                      "purl": "https://a.example/w?v=1", "tonearm_download_id": t["id"]})
        f.save()
    for path, t in json.load(open(sys.argv[1])): write(path, t)
    """

  private struct Texts: Encodable {
    let title: String
    let artists: [String]
    let album: String
    let albumArtist: String
    let genre: String
    let id: String
  }

  private static let texts = [
    Texts(
      title: "夜に駆ける 🎵", artists: ["YOASOBI"], album: "THE BOOK", albumArtist: "幾田りら",
      genre: "J-Pop", id: DownloadID.random().description),
    Texts(
      title: "Прованс", artists: ["Ёлка", "Бьянка"], album: "ünïcödé", albumArtist: "فيروز",
      genre: "Ελληνικά", id: DownloadID.random().description),
    Texts(
      title: "한국어 हिन्दी ไทย", artists: ["A; B"], album: "x", albumArtist: "עברית",
      genre: "Rock", id: DownloadID.random().description),
  ]

  @Test(arguments: AudioFixture.names)
  func readsTheTagsOfEveryFormat(name: String) async throws {
    let fixture = try await AudioFixture.shared.value
    let python = try TestTool.python.path
    var folders: [TemporaryFolder] = []
    var work: [(path: String, texts: Texts)] = []
    for texts in Self.texts {
      let folder = try TemporaryFolder()
      folders.append(folder)
      work.append((try fixture.copy(name, to: folder), texts))
    }
    struct Pair: Encodable {
      let path: String
      let texts: Texts
      func encode(to encoder: any Encoder) throws {
        var pair = encoder.unkeyedContainer()
        try pair.encode(path)
        try pair.encode(texts)
      }
    }
    let list = folders[0].path(of: "list.json")
    try JSONEncoder().encode(work.map { Pair(path: $0.path, texts: $0.texts) })
      .write(to: URL(filePath: list))
    _ = try await Program.output([python, "-c", Self.script, list])

    for (path, texts) in work {
      let file = try withFile(at: path) { try readAudio($0) }
      let duration = try #require(file.durationSeconds)
      #expect(abs(duration - 2) < 0.1)
      #expect(try #require(file.bitrateKbps) > 8)
      #expect(
        file
          == AudioFile(
            format: try #require(AudioFormat(rawValue: String(path.split(separator: ".")[1]))),
            durationSeconds: duration, bitrateKbps: file.bitrateKbps,
            tags: TrackTags(
              title: texts.title, artist: texts.artists.joined(separator: "; "), album: texts.album,
              albumArtist: texts.albumArtist, year: 1999, genre: texts.genre, trackNumber: 7,
              discNumber: 2),
            sourceURL: "https://a.example/w?v=1", downloadID: DownloadID(texts.id)))
    }
  }

  @Test(arguments: AudioFixture.names)
  func readsFilesWithoutTags(name: String) async throws {
    let fixture = try await AudioFixture.shared.value
    let file = try withFile(at: fixture.folder.path(of: name)) { try readAudio($0) }
    #expect(file.format.rawValue == name.split(separator: ".").last.map(String.init))
    #expect(file.title == nil && file.artist == nil && file.year == nil && file.downloadID == nil)
    #expect(abs(try #require(file.durationSeconds) - 2) < 0.1)
    #expect(
      try withFile(at: fixture.folder.path(of: name)) {
        try readCover($0, limitBytes: 1 << 20)
      } == nil)
  }

  @Test func readsTheLengthOfFragments() async throws {
    let fixture = try await AudioFixture.shared.value
    let path = fixture.folder.path(of: "fragments.m4a")
    let fragments = try withFile(at: path) { try readAudio($0) }
    #expect(fragments.format == .m4a)
    #expect(abs(try #require(fragments.durationSeconds) - 2) < 0.1)
  }

  @Test func estimatesTheDurationOfABareMP3() async throws {
    let fixture = try await AudioFixture.shared.value
    let path = fixture.folder.path(of: "bare.mp3")
    let file = try withFile(at: path) { try readAudio($0) }
    #expect(file.bitrateKbps == 64)
    #expect(abs(try #require(file.durationSeconds) - 2) < 0.1)
  }

  @Test func tellsTheFormatByContent() async throws {
    let fixture = try await AudioFixture.shared.value
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: fixture.folder.path(of: "tone.flac"), toPath: folder.path(of: "renamed.mp3"))
    let file = try withFile(at: folder.path(of: "renamed.mp3")) { try readAudio($0) }
    #expect(file.format == .flac)
  }

  @Test func leavesTheDescriptorAlone() async throws {
    let fixture = try await AudioFixture.shared.value
    for name in AudioFixture.names {
      try withFile(at: fixture.folder.path(of: name)) { descriptor in
        lseek(descriptor, 17, SEEK_SET)
        _ = try readAudio(descriptor)
        _ = try readCover(descriptor, limitBytes: 1 << 20)
        #expect(lseek(descriptor, 0, SEEK_CUR) == 17)
      }
    }
  }

  @Test func readsManyFilesAtOnce() async throws {
    let fixture = try await AudioFixture.shared.value
    await withTaskGroup { group in
      for number in 0..<200 {
        group.addTask {
          let name = AudioFixture.names[number % AudioFixture.names.count]
          let file = try? withFile(at: fixture.folder.path(of: name)) { try readAudio($0) }
          #expect(file?.durationSeconds.map { abs($0 - 2) < 0.1 } == true)
        }
      }
    }
  }
}
