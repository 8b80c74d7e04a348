/// One pasted URL and everything that is known of its download, as in the broker's record.
package struct Download: Sendable, Equatable {
  /// Its id, which clients also know as `tempId`.
  package var id: DownloadID
  /// The user who started it.
  package var user: UserName
  /// The link that was pasted.
  package var url: SourceURL
  /// Its state.
  package var state: DownloadState
  /// How far fetching has come; nil unless ``state`` is downloading.
  package var progress: DownloadProgress?
  /// Whether the user has pressed Save.
  package var isConfirmed: Bool
  /// The suggested metadata; nil until the site's metadata is known.
  package var suggestion: Suggestion?
  /// The edits that are not approved yet.
  package var draft: MetadataEdits
  /// The edits of the last Save; meaningful while ``isConfirmed``.
  package var edits: MetadataEdits
  /// Changes with the cover; nil while there is none.
  package var coverVersion: Int?
  /// The kind of picture that the user replaced the cover with; nil if the suggested one was not replaced, and once a
  /// worker has made the picture into the cover.
  package var replacedCover: CoverType?
  /// Why it failed; nil in every other state.
  package var failure: DownloadFailure?
  /// The path that was recorded before the file is placed there, relative to the library folder.
  package var destination: String?
  /// The path of the file in the library folder, once completed.
  package var libraryPath: String?
  /// Why the file could not be saved to the library, while it waits for another Save.
  package var lastError: String?
  /// The version of yt-dlp that fetched it.
  package var ytDlpVersion: String?
  /// The staging domain that holds its files; nil until a worker claimed it.
  package var stagingDomain: String?
  /// Rises with every claim, confirm and cancel; a write with a lower number is refused.
  package var fence: Int
  /// The number of claims since it was queued or approved.
  package var attempts: Int
  /// Rises by one with every logged change.
  package var version: Int
  /// Milliseconds since 1970, by the clock of Redis.
  package var createdAtMilliseconds: Int64
  /// Milliseconds since 1970, by the clock of Redis.
  package var updatedAtMilliseconds: Int64

  /// A download of these values.
  package init(
    id: DownloadID, user: UserName, url: SourceURL, state: DownloadState,
    progress: DownloadProgress? = nil, isConfirmed: Bool = false, suggestion: Suggestion? = nil,
    draft: MetadataEdits = MetadataEdits(), edits: MetadataEdits = MetadataEdits(),
    coverVersion: Int? = nil, replacedCover: CoverType? = nil, failure: DownloadFailure? = nil,
    destination: String? = nil,
    libraryPath: String? = nil, lastError: String? = nil, ytDlpVersion: String? = nil,
    stagingDomain: String? = nil, fence: Int = 0, attempts: Int = 0, version: Int = 0,
    createdAtMilliseconds: Int64 = 0, updatedAtMilliseconds: Int64 = 0
  ) {
    self.id = id
    self.user = user
    self.url = url
    self.state = state
    self.progress = progress
    self.isConfirmed = isConfirmed
    self.suggestion = suggestion
    self.draft = draft
    self.edits = edits
    self.coverVersion = coverVersion
    self.replacedCover = replacedCover
    self.failure = failure
    self.destination = destination
    self.libraryPath = libraryPath
    self.lastError = lastError
    self.ytDlpVersion = ytDlpVersion
    self.stagingDomain = stagingDomain
    self.fence = fence
    self.attempts = attempts
    self.version = version
    self.createdAtMilliseconds = createdAtMilliseconds
    self.updatedAtMilliseconds = updatedAtMilliseconds
  }

  /// The current values: the draft, and the suggestion for fields that were not edited.
  package var proposedTags: TrackTags { draft.applied(to: suggestion?.tags ?? TrackTags()) }

  /// The values that the last Save approved. Throws ``MetadataApproval/Invalid``.
  package func approvedMetadata() throws(MetadataApproval.Invalid) -> TrackTags {
    try MetadataApproval.resolve(edits, draft: draft, suggestion: suggestion)
  }
}
