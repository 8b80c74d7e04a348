import Downloads
import Files

/// A file of the library, and what was read from it.
package struct LibraryFile: Sendable, Equatable {
  /// Where it is.
  package var path: TrackPath
  /// What it looked like when it was read.
  package var stamp: FileStamp
  /// Its kind, such as `mp3`; nil where it could not be told.
  package var format: String?
  /// What its tag says.
  package var tags: TrackTags
  /// How long it plays.
  package var durationSeconds: Double?
  /// Its bit rate, on average.
  package var bitrateKbps: Int?
  /// The link that it was downloaded from.
  package var sourceURL: String?
  /// The form of ``sourceURL`` to compare by.
  package var canonicalURL: String?
  /// The download that it came from.
  package var downloadID: DownloadID?
  /// The same for the same audio, wherever the file is; opaque here.
  package var audioHash: String?
  /// Why nothing could be read, as a sentence for a person; nil for a good file.
  package var unreadable: String?

  /// A file of these values.
  package init(
    path: TrackPath, stamp: FileStamp, format: String? = nil, tags: TrackTags = TrackTags(),
    durationSeconds: Double? = nil, bitrateKbps: Int? = nil, sourceURL: String? = nil,
    canonicalURL: String? = nil, downloadID: DownloadID? = nil, audioHash: String? = nil,
    unreadable: String? = nil
  ) {
    self.path = path
    self.stamp = stamp
    self.format = format
    self.tags = tags
    self.durationSeconds = durationSeconds
    self.bitrateKbps = bitrateKbps
    self.sourceURL = sourceURL
    self.canonicalURL = canonicalURL
    self.downloadID = downloadID
    self.audioHash = audioHash
    self.unreadable = unreadable
  }
}
