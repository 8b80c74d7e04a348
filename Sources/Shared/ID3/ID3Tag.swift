import Downloads

/// What Tonearm writes into a track: the approved values, the cover and where it came from.
package struct ID3Tag: Sendable, Equatable {
  package var metadata: TrackMetadata
  package var cover: CoverImage?
  /// The pasted link, without what is private in it; anything but printable ASCII is percent-encoded.
  package var sourceURL: String?
  package var downloadID: DownloadID?
  /// Program and settings that made the audio (frame TSSE).
  package var encoder: String?

  package init(
    metadata: TrackMetadata, cover: CoverImage? = nil, sourceURL: String? = nil,
    downloadID: DownloadID? = nil, encoder: String? = nil
  ) {
    self.metadata = metadata
    self.cover = cover
    self.sourceURL = sourceURL
    self.downloadID = downloadID
    self.encoder = encoder
  }

  /// The description of the TXXX frame that holds the download's id.
  static let downloadIDKey = "TONEARM_DOWNLOAD_ID"
}
