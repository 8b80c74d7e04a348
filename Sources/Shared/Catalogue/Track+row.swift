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
        tags: TrackTags(
          title: row["title"], artist: row["artist"], album: row["album"],
          albumArtist: row["albumArtist"], year: row["year"], genre: row["genre"],
          trackNumber: row["trackNumber"], discNumber: row["discNumber"]),
        durationSeconds: row["durationSeconds"], bitrateKbps: row["bitrateKbps"],
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
    return [
      "path": path.data, "sizeBytes": stamp.sizeBytes, "modifiedAt": stamp.modifiedAtNanoseconds,
      "inode": stamp.inodeValue, "format": format, "title": tags.title, "artist": tags.artist,
      "album": tags.album, "albumArtist": tags.albumArtist, "year": tags.year,
      "genre": tags.genre, "trackNumber": tags.trackNumber, "discNumber": tags.discNumber,
      "durationSeconds": durationSeconds, "bitrateKbps": bitrateKbps, "sourceURL": sourceURL,
      "canonicalURL": canonicalURL, "downloadID": downloadID?.description,
      "audioHash": audioHash, "unreadable": unreadable, "titleKey": keys.title,
      "artistKey": keys.artist, "albumKey": keys.album, "words": words,
    ]
  }

  /// The names of ``columns``, in an order of their own.
  static let columnNames = [
    "path", "sizeBytes", "modifiedAt", "inode", "format", "title", "artist", "album",
    "albumArtist", "year", "genre", "trackNumber", "discNumber", "durationSeconds", "bitrateKbps",
    "sourceURL", "canonicalURL", "downloadID", "audioHash", "unreadable", "titleKey", "artistKey",
    "albumKey", "words",
  ]
}
