import Downloads
import Files
import Foundation
import ID3
import TestSupport
import Testing

@testable import Filing

/// A library and a staging folder of a test's own, and a download that waits in staging.
struct FilingFixture {
  let id = DownloadID.random()
  let tag: ID3Tag
  let library: URL
  let staging: URL
  let filing: Filing
  private let folders: [TemporaryFolder]

  /// `elsewhere` is a folder on another file system for staging; else it is in the library.
  init(
    title: String = "Title", template: String = "{artist} - {title}", elsewhere: String? = nil,
    fileMode: UInt32 = 0o644, track: Data? = nil
  ) throws {
    let folder = try TemporaryFolder()
    library = folder.url.appending(path: "library")
    if let elsewhere {
      staging = URL(filePath: elsewhere).appending(path: "tonearm-staging-\(id)")
    } else {
      staging = library.appending(path: ".tonearm/staging")
    }
    tag = ID3Tag(
      metadata: TrackTags(
        title: title, artist: "Artist", album: "Album", albumArtist: "Various", year: 1999,
        trackNumber: 3),
      cover: CoverImage([0xff, 0xd8, 0xff] + [UInt8](repeating: 7, count: 20_000)),
      sourceURL: "https://example.org/1", downloadID: id, encoder: "LAME")
    filing = Filing(
      libraryFolder: library.path(percentEncoded: false),
      stagingFolder: staging.path(percentEncoded: false),
      template: try LibraryTemplate(parsing: template), fileMode: fileMode)
    folders = [folder]
    try FileManager.default.createDirectory(at: library, withIntermediateDirectories: true)
    try stage(try track ?? Self.track.get())
  }

  /// The folder of the download in staging.
  var stagedFolder: URL { staging.appending(path: id.description) }

  /// The folder of the download on its way in from another file system.
  var filingFolder: URL { library.appending(path: ".tonearm/filing/\(id)") }

  func stage(_ track: Data, as name: String = "track.mp3") throws {
    let attempt = stagedFolder.appending(path: "1")
    try FileManager.default.createDirectory(at: attempt, withIntermediateDirectories: true)
    try Data("left over".utf8).write(to: attempt.appending(path: "media.webm"))
    try track.write(to: stagedFolder.appending(path: name))
  }

  func order(fence: Int, recorded: LibraryPath? = nil, tag: ID3Tag? = nil) -> FilingOrder {
    FilingOrder(id: id, fence: fence, tag: tag ?? self.tag, recordedDestination: recorded)
  }

  /// Files with the broker always agreeing.
  @discardableResult
  func file(fence: Int, recorded: LibraryPath? = nil) async throws -> LibraryPath {
    try await filing.file(order(fence: fence, recorded: recorded), record: { _ in })
  }

  func contents(of path: LibraryPath) throws -> Data {
    try Data(contentsOf: library.appending(path: path.description))
  }

  /// All tracks under names of the library, wherever they are in it.
  func filedPaths() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: library.path(percentEncoded: false))
      .filter { !$0.hasPrefix(".tonearm") && $0.hasSuffix(".mp3") }.sorted()
  }

  /// Requires one complete track with the approved tags, and staging empty once it is removed.
  func expectFiled(
    at path: LibraryPath, as expected: String = "Artist - Title.mp3",
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    #expect(path.description == expected, sourceLocation: sourceLocation)
    #expect(try filedPaths() == [expected], sourceLocation: sourceLocation)
    try expectComplete(try contents(of: path), sourceLocation: sourceLocation)
    try await filing.removeStaging(of: id)
    for folder in [stagedFolder, filingFolder] {
      let path = folder.path(percentEncoded: false)
      #expect(!FileManager.default.fileExists(atPath: path), sourceLocation: sourceLocation)
    }
  }

  func expectComplete(_ track: Data, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let region = try #require(ID3TagHeader(track)?.totalSizeBytes, sourceLocation: sourceLocation)
    #expect(try ID3Tag(reading: Array(track)) == tag, sourceLocation: sourceLocation)
    let sound = try Self.sound(of: try Self.track.get())
    #expect(track[region...] == sound, sourceLocation: sourceLocation)
  }

  /// Folders for staging that are on another file system than temporary folders.
  static let otherFileSystems: [String] = ["/dev/shm", "/run", "/var/tmp"].filter { folder in
    func device(_ path: String) -> Int? {
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      return attributes?[.systemNumber] as? Int
    }
    return access(folder, W_OK) == 0 && device(folder) != device(NSTemporaryDirectory())
  }

  /// Removes the staging folder where it is not in a temporary folder that goes by itself.
  func removeStagingElsewhere() {
    // Clean-up: what cannot be removed is left to the system.
    try? FileManager.default.removeItem(at: staging)
  }

  static func sound(of track: Data) throws -> Data {
    Data(track[try #require(ID3TagHeader(track)).totalSizeBytes...])
  }

  /// A track as the downloading side leaves it, with room for a tag.
  static let track = Result { try makeTrack(padding: 65_536) }

  static func makeTrack(padding: Int) throws -> Data {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "sine=duration=1",
      "-c:a", "libmp3lame", "-write_id3v1", "0", "-id3v2_version", "4",
      "-metadata_header_padding", "\(padding)", "-f", "mp3", folder.path(of: "track.mp3"),
    ]
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return try Data(contentsOf: folder.url.appending(path: "track.mp3"))
  }
}

extension FilingError {
  /// What the file system's failure means; nil for other failures.
  var condition: FileError.Condition? {
    if case .file(let error) = self { error.condition } else { nil }
  }
}
