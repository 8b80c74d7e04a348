import Downloads
import Files
import Foundation
import GRDB

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
