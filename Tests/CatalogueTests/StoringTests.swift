import Downloads
import Files
import Testing

@testable import Catalogue

@Suite struct StoringTests {
  @Test func keepsEveryField() async throws {
    let fixture = try CatalogueFixture()
    let path = try #require(TrackPath([0x61, 0xff, 0x2f, 0xe9]))
    let file = LibraryFile(
      path: path,
      stamp: FileStamp(sizeBytes: 1 << 40, modifiedAtNanoseconds: -1, inode: .max), format: "opus",
      tags: TrackTags(
        title: "Jóga 夜", artist: "Björk", album: "H", albumArtist: "B", year: 1997, genre: "Pop",
        trackNumber: 2, discNumber: 1),
      durationSeconds: 305.123, bitrateKbps: 128, sourceURL: "https://a.example/x",
      canonicalURL: "https://a.example/", downloadID: DownloadID.random(), audioHash: "00ff")
    let stored = try await fixture.writer.store([file], isPending: true, at: 7)[0]
    #expect(stored.isNew)
    let track = try #require(try await fixture.reader.track(stored.track.id))
    #expect(track == stored.track)
    #expect(track.file == file)
    #expect(track.status == .pending)
    #expect(track.addedAtMilliseconds == 7 && track.updatedAtMilliseconds == 7)
  }

  @Test func keepsIdentityCoverAndAgeOfAChangedFile() async throws {
    let fixture = try CatalogueFixture()
    let before = try await fixture.store(.at("a.mp3", title: "Old"), at: 1)[0]
    _ = try await fixture.writer.finishSecondPass(
      of: before.id, coverHash: "c0", at: 2)
    let again = try await fixture.writer.store(
      [.at("a.mp3", title: "New")], isPending: true, at: 3)[0]
    #expect(!again.isNew)
    #expect(again.track.id == before.id)
    #expect(again.track.coverHash == "c0")
    #expect(again.track.addedAtMilliseconds == 1 && again.track.updatedAtMilliseconds == 3)
    #expect(again.track.file.tags.title == "New")
  }

  @Test func hasUnreadableFilesWithTheReason() async throws {
    let fixture = try CatalogueFixture()
    let file = LibraryFile(path: "a", stamp: .of("a"), unreadable: "It is no audio.")
    let track = try await fixture.writer.store([file], isPending: true, at: 1)[0].track
    #expect(track.status == .error)
    #expect(try await fixture.writer.pending(limit: 9).isEmpty)
    let counts = try await fixture.reader.counts()
    #expect(counts == CatalogueCounts(tracks: 1, missing: 0, unreadable: 1, pending: 0, trashed: 0))
  }

  @Test func listsPendingTracksUntilTheirSecondPass() async throws {
    let fixture = try CatalogueFixture()
    let files = ["a", "b", "c"].map { LibraryFile.at($0) }
    let tracks = try await fixture.writer.store(files, isPending: true, at: 1)
      .map(\.track)
    #expect(try await fixture.writer.pending(limit: 2).map(\.id) == tracks[..<2].map(\.id))
    #expect(
      try await fixture.writer.pending(after: tracks[1].id, limit: 2).map(\.id) == [tracks[2].id])
    let done = try await fixture.writer.finishSecondPass(
      of: tracks[0].id, coverHash: nil, at: 9)
    #expect(done?.status == .ok)
    #expect(done?.updatedAtMilliseconds == 9)
    #expect(try await fixture.writer.pending(limit: 9).count == 2)
    let nobody = try await fixture.writer.finishSecondPass(
      of: .random(), coverHash: nil, at: 9)
    #expect(nobody == nil)
  }

  @Test func findsRenamedFilesByTheirMarks() async throws {
    let fixture = try CatalogueFixture()
    var copy = LibraryFile.at("copy")
    copy.audioHash = "aa"
    var original = LibraryFile.at("original")
    original.audioHash = "aa"
    try await fixture.store(copy, original, .at("other"))
    #expect(try await fixture.writer.files(like: original.stamp).map(\.path) == ["original"])
    #expect(try await fixture.writer.files(audioHash: "aa").map(\.path) == ["original", "copy"])
    var touched = original.stamp
    touched.modifiedAtNanoseconds += 1
    #expect(try await fixture.writer.files(like: touched).isEmpty)
    #expect(try await fixture.writer.track(at: "other") != nil)
    #expect(try await fixture.writer.track(at: "othe") == nil)
  }

  @Test func writesWhatClientsSee() async throws {
    let fixture = try CatalogueFixture()
    var track = try await fixture.store(.at("ü/a.mp3"), at: 1_700_000_000_123)[0]
    let id = track.id
    #expect(
      try track.json() == """
        {"addedAt":"2023-11-14T22:13:20.123Z","album":null,"albumArtist":null,"artist":null,\
        "bitrateKbps":null,"coverUrl":null,"discNumber":null,"downloadId":null,\
        "durationSeconds":null,"format":"mp3","genre":null,"id":"\(id)","path":"ü/a.mp3",\
        "sizeBytes":1000,"sourceUrl":null,"status":"ok","statusDetail":null,"title":null,\
        "trackNumber":null,"updatedAt":"2023-11-14T22:13:20.123Z","year":null}
        """)
    track.coverHash = "ab12"
    #expect(try track.json().contains(#""coverUrl":"/api/v1/tracks/\#(id)/cover?v=ab12""#))
  }
}
