import Downloads
import Files
import Foundation
import TestSupport

@testable import Catalogue

/// A catalogue of a test's own.
final class CatalogueFixture: Sendable {
  let folder: TemporaryFolder
  let writer: CatalogueWriter
  let reader: CatalogueReader

  init() throws {
    folder = try TemporaryFolder()
    writer = try CatalogueWriter(path: folder.path(of: "catalogue.sqlite"))
    reader = CatalogueReader(path: folder.path(of: "catalogue.sqlite"))
  }

  /// Stores files, and answers their tracks.
  @discardableResult
  func store(_ files: LibraryFile..., at time: Date = 1000) async throws -> [Track] {
    try await writer.store(files, isPending: false, at: time).map(\.track)
  }

  /// The titles that a query finds, in their order.
  func titles(_ query: String, sort: TrackSort = .title) async throws -> [String?] {
    try await reader.page(PageRequest(query: query, sort: sort)).tracks.map(\.file.tags.title)
  }
}

extension LibraryFile {
  /// A file at `path` with an inode of its own, made from the path.
  static func at(
    _ path: TrackPath, title: String? = nil, artist: String? = nil, album: String? = nil,
    durationSeconds: Double? = nil, canonicalURL: String? = nil
  ) -> LibraryFile {
    LibraryFile(
      path: path, stamp: .of(path), format: "mp3",
      tags: TrackTags(title: title, artist: artist, album: album),
      durationSeconds: durationSeconds, canonicalURL: canonicalURL)
  }

  /// A file that is called as its title.
  static func titled(
    _ title: String, artist: String? = nil, album: String? = nil, durationSeconds: Double? = nil
  ) -> LibraryFile {
    at(
      TrackPath(unchecked: Array("\(title).mp3".utf8)), title: title, artist: artist,
      album: album, durationSeconds: durationSeconds)
  }
}

extension FileStamp {
  static func of(_ path: TrackPath) -> FileStamp {
    let inode = path.bytes.reduce(14_695_981_039_346_656_037 as UInt64) {
      ($0 ^ UInt64($1)) &* 1_099_511_628_211
    }
    return FileStamp(sizeBytes: 1000, modifiedAtNanoseconds: 5, inode: inode)
  }
}

extension TrackPath: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self.init(unchecked: Array(text.utf8)) }
}

/// Milliseconds since 1970.
extension Date: @retroactive ExpressibleByIntegerLiteral {
  public init(integerLiteral milliseconds: Int64) {
    self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
  }
}
