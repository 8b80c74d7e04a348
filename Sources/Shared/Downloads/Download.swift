/// One pasted URL and everything that became of it, as the broker's record holds it.
package struct Download: Sendable, Equatable {
  /// Its identity, which clients also know as `tempId`.
  package var id: DownloadID
  /// Whose it is.
  package var user: UserName
  /// The link that was pasted.
  package var url: SourceURL
  /// Where it stands.
  package var state: DownloadState
  /// Where the fetching stands; nil unless ``state`` is downloading.
  package var progress: DownloadProgress?
  /// Whether the user has pressed Save.
  package var isConfirmed: Bool
  /// What it is offered as; nil until the site has said something.
  package var suggestion: Suggestion?
  /// What was typed and not yet approved.
  package var draft: MetadataEdits
  /// What the last Save said; meaningful while ``isConfirmed``.
  package var edits: MetadataEdits
  /// Changes whenever the cover does; nil while there is none.
  package var coverVersion: Int?
  /// The kind of picture that the user replaced the cover with; nil once a worker has made it the cover, and
  /// where the suggested one stands.
  package var replacedCover: CoverType?
  /// Why it failed; nil in every other state.
  package var failure: DownloadFailure?
  /// Where the file is to be, or is, relative to the library folder, recorded before it is placed.
  package var destination: String?
  /// Where the file is, once completed.
  package var libraryPath: String?
  /// Why the library could not take the file, while it waits for another Save.
  package var lastError: String?
  /// The version of yt-dlp that fetched it.
  package var ytDlpVersion: String?
  /// The staging domain that holds its files; nil until a worker claimed it.
  package var stagingDomain: String?
  /// Rises with every claim, confirm and cancel: what an older number writes is refused.
  package var fence: Int
  /// Claims since it was queued or approved.
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

  /// The values that the last Save stands for; throws ``MetadataApproval/Invalid`` as resolving does.
  package func approvedMetadata() throws(MetadataApproval.Invalid) -> TrackMetadata {
    try MetadataApproval.resolve(edits, draft: draft, suggestion: suggestion)
  }
}
