import Downloads

/// What Tonearm writes into a track: the approved values, the cover and where it came from.
package struct ID3Tag: Sendable, Equatable {
  /// The approved values; NUL is dropped from texts.
  package var metadata: TrackTags
  /// The front cover, embedded as it is.
  package var cover: CoverImage?
  /// The link it was downloaded from (frame WOAS); anything but printable ASCII is percent-encoded.
  package var sourceURL: String?
  /// The download that the track came from (frame TXXX:TONEARM_DOWNLOAD_ID).
  package var downloadID: DownloadID?
  /// Program and settings that made the audio (frame TSSE).
  package var encoder: String?

  /// Puts a tag together; what is nil gets no frame.
  package init(
    metadata: TrackTags, cover: CoverImage? = nil, sourceURL: String? = nil,
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
