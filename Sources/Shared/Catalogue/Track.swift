import Downloads
import Files
import Foundation
import GRDB

/// A file of the library with an identity, which it keeps when it is renamed, edited or deleted and restored.
package struct Track: Sendable, Equatable {
  /// Its identity.
  package var id: TrackID
  /// Where it is, and what was read from it.
  package var file: LibraryFile
  /// Names its cover in the cover cache; nil while it has none.
  package var coverHash: String?
  /// Whether its second pass is to come.
  package var isPending: Bool
  /// Whether its file was not there when it was looked for.
  package var isMissing: Bool
  /// When it came into the library, in milliseconds since 1970.
  package var addedAtMilliseconds: Int64
  /// When anything here last changed, in milliseconds since 1970.
  package var updatedAtMilliseconds: Int64

  /// What clients see of it.
  package var status: TrackStatus {
    if isMissing { return .missing }
    if file.unreadable != nil { return .error }
    return isPending ? .pending : .ok
  }
}

/// The identity of a track.
package typealias TrackID = Identifier<LibraryTrack>

/// Where a track's file is beneath the library folder.
package typealias TrackPath = RelativePath

/// How a track is, as clients see it.
package enum TrackStatus: String, Sendable, Encodable {
  /// All is done.
  case ok
  /// The second pass (cover, standard tags) is to come.
  case pending
  /// The file cannot be read.
  case error
  /// The file is not there, as long as the whole library is not.
  case missing
}

extension Track: Encodable {
  private enum Key: String, CodingKey {
    case id, path, durationSeconds, bitrateKbps, sizeBytes, format, coverUrl, sourceUrl, downloadId
    case addedAt, updatedAt, status, statusDetail
  }

  /// Writes the track as clients see it; what is not known is present and null.
  package func encode(to encoder: any Encoder) throws {
    var body = encoder.container(keyedBy: Key.self)
    try body.encode(id.description, forKey: .id)
    try body.encode(file.path.description, forKey: .path)
    try file.tags.encode(TagField.allCases, to: encoder)
    try body.encode(file.durationSeconds, forKey: .durationSeconds)
    try body.encode(file.bitrateKbps, forKey: .bitrateKbps)
    try body.encode(file.stamp.sizeBytes, forKey: .sizeBytes)
    try body.encode(file.format, forKey: .format)
    try body.encode(coverHash.map { "/api/v1/tracks/\(id)/cover?v=\($0)" }, forKey: .coverUrl)
    try body.encode(file.sourceURL, forKey: .sourceUrl)
    try body.encode(file.downloadID, forKey: .downloadId)
    try body.encode(Self.time(addedAtMilliseconds), forKey: .addedAt)
    try body.encode(Self.time(updatedAtMilliseconds), forKey: .updatedAt)
    try body.encode(status, forKey: .status)
    try body.encode(status == .error ? file.unreadable : nil, forKey: .statusDetail)
  }

  /// The track as one line of JSON, keys sorted, so that equal tracks are equal bytes in events and answers.
  package func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// RFC 3339 in UTC, with milliseconds; the style drops what is left of one, so there is half of one more.
  private static func time(_ milliseconds: Int64) -> String {
    Date(timeIntervalSince1970: (Double(milliseconds) + 0.5) / 1000)
      .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}

extension Track: FetchableRecord {
  /// Reads a row of the table `track`.
  package init(row: Row) throws {
    let downloadID: String? = row["downloadID"]
    self.init(
      id: TrackID(unchecked: row["id"]),
      file: LibraryFile(
        path: TrackPath(row: row),
        stamp: FileStamp(row: row),
        format: row["format"],
        tags: TrackTags(row: row), durationSeconds: row["durationSeconds"],
        bitrateKbps: row["bitrateKbps"],
        sourceURL: row["sourceURL"], canonicalURL: row["canonicalURL"],
        downloadID: downloadID.flatMap { DownloadID($0) }, audioHash: row["audioHash"],
        unreadable: row["unreadable"]),
      coverHash: row["coverHash"], isPending: row["isPending"], isMissing: row["isMissing"],
      addedAtMilliseconds: row["addedAt"], updatedAtMilliseconds: row["updatedAt"])
  }
}

extension TrackPath {
  init(row: Row) {
    let bytes: Data = row["path"]
    self.init(unchecked: Array(bytes))
  }

  var data: Data { Data(bytes) }
}

extension TrackTags {
  fileprivate init(row: Row) {
    self.init()
    for field in TagField.allCases {
      switch field.kind {
      case .text(let path): self[keyPath: path] = row[field.rawValue]
      case .number(let path, _): self[keyPath: path] = row[field.rawValue]
      }
    }
  }

  /// The columns of the fields, by name.
  fileprivate var columns: [String: (any DatabaseValueConvertible)?] {
    var columns: [String: (any DatabaseValueConvertible)?] = [:]
    for field in TagField.allCases {
      switch field.kind {
      case .text(let path): columns.updateValue(self[keyPath: path], forKey: field.rawValue)
      case .number(let path, _): columns.updateValue(self[keyPath: path], forKey: field.rawValue)
      }
    }
    return columns
  }
}

extension FileStamp {
  init(row: Row) {
    let inode: Int64 = row["inode"]
    self.init(
      sizeBytes: row["sizeBytes"], modifiedAtNanoseconds: row["modifiedAt"],
      inode: UInt64(bitPattern: inode))
  }

  var inodeValue: Int64 { Int64(bitPattern: inode) }
}

extension LibraryFile {
  /// The columns that come from the file, by name.
  var columns: StatementArguments {
    let keys = SortKeys(tags)
    let words = [tags.title, tags.artist, tags.album, tags.albumArtist].compactMap { $0 }
      .map { SearchWords($0).tokens }.joined(separator: " ")
    let own: StatementArguments = [
      "path": path.data, "sizeBytes": stamp.sizeBytes, "modifiedAt": stamp.modifiedAtNanoseconds,
      "inode": stamp.inodeValue, "format": format,
      "durationSeconds": durationSeconds, "bitrateKbps": bitrateKbps, "sourceURL": sourceURL,
      "canonicalURL": canonicalURL, "downloadID": downloadID?.description,
      "audioHash": audioHash, "unreadable": unreadable, "titleKey": keys.title,
      "artistKey": keys.artist, "albumKey": keys.album, "words": words,
    ]
    return own &+ StatementArguments(tags.columns)
  }

  /// The names of ``columns``, in an order of their own.
  static let columnNames =
    [
      "path", "sizeBytes", "modifiedAt", "inode", "format", "durationSeconds", "bitrateKbps",
      "sourceURL", "canonicalURL", "downloadID", "audioHash", "unreadable", "titleKey", "artistKey",
      "albumKey", "words",
    ] + TagField.allCases.map(\.rawValue)
}

extension Date {
  /// Milliseconds since 1970, as the catalogue keeps times.
  package var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }
}
