import Catalogue
import Downloads

/// A download as clients see it. Unknown values are present and null.
struct DownloadBody: Encodable {
  private let download: Download
  private let duplicateOf: TrackID?
  private let extras: Extras

  /// Additional fields of some events.
  enum Extras {
    case none
    /// `title`, `artist` and `coverDataUrl`.
    case review(coverDataURL: String?)
    /// `error`: the failure's sentence.
    case failure
  }

  init(_ download: Download, duplicateOf: TrackID?, extras: Extras = .none) {
    self.download = download
    self.duplicateOf = duplicateOf
    self.extras = extras
  }

  private enum Key: String, CodingKey {
    case id, tempId, url, state, phase, percent, speedBytesPerSecond, etaSeconds, confirmed
    case suggested, draft, hasCover, coverUrl, duplicateOf, failure, libraryPath, lastError
    case ytDlpVersion, createdAt, updatedAt, version, coverDataUrl, error
  }

  func encode(to encoder: any Encoder) throws {
    var body = encoder.container(keyedBy: Key.self)
    try body.encode(download.id, forKey: .id)
    try body.encode(download.id, forKey: .tempId)
    try body.encode(download.url.original, forKey: .url)
    try body.encode(download.state, forKey: .state)
    let progress = download.state == .downloading ? download.progress : nil
    try body.encode(progress?.phase, forKey: .phase)
    try body.encode(progress?.percent, forKey: .percent)
    try body.encode(progress?.speedBytesPerSecond, forKey: .speedBytesPerSecond)
    try body.encode(progress?.etaSeconds, forKey: .etaSeconds)
    try body.encode(download.isConfirmed, forKey: .confirmed)
    try body.encode(
      SuggestionBody(suggestion: download.suggestion ?? Suggestion()), forKey: .suggested)
    try body.encode(download.draft, forKey: .draft)
    try body.encode(download.coverVersion != nil, forKey: .hasCover)
    try body.encode(
      download.coverVersion.map { "/api/v1/downloads/\(download.id)/cover?v=\($0)" },
      forKey: .coverUrl)
    try body.encode(duplicateOf?.description, forKey: .duplicateOf)
    try body.encode(download.failure.map(FailureBody.init), forKey: .failure)
    try body.encode(download.libraryPath, forKey: .libraryPath)
    try body.encode(download.lastError, forKey: .lastError)
    try body.encode(download.ytDlpVersion, forKey: .ytDlpVersion)
    try body.encode(
      JSONResponse.time(milliseconds: download.createdAtMilliseconds), forKey: .createdAt)
    try body.encode(
      JSONResponse.time(milliseconds: download.updatedAtMilliseconds), forKey: .updatedAt)
    try body.encode(download.version, forKey: .version)
    switch extras {
    case .none: break
    case .review(let coverDataURL):
      try download.proposedTags.encode([.title, .artist], to: encoder)
      try body.encode(coverDataURL, forKey: .coverDataUrl)
    case .failure:
      try body.encode(download.failure?.message, forKey: .error)
    }
  }
}

private struct SuggestionBody: Encodable {
  let suggestion: Suggestion

  private enum Key: String, CodingKey {
    case durationSeconds, uploader, webpageUrl, extractor, sources
  }

  func encode(to encoder: any Encoder) throws {
    try suggestion.tags.encode(Suggestion.fields, to: encoder)
    var body = encoder.container(keyedBy: Key.self)
    try body.encode(suggestion.durationSeconds, forKey: .durationSeconds)
    try body.encode(suggestion.uploader, forKey: .uploader)
    try body.encode(suggestion.webpageUrl, forKey: .webpageUrl)
    try body.encode(suggestion.extractor, forKey: .extractor)
    try body.encode(suggestion.sources, forKey: .sources)
  }
}

private struct FailureBody: Encodable {
  let failure: DownloadFailure

  private enum Key: String, CodingKey { case code, message, detail, retryable }

  func encode(to encoder: any Encoder) throws {
    var body = encoder.container(keyedBy: Key.self)
    try body.encode(failure.code, forKey: .code)
    try body.encode(failure.message, forKey: .message)
    try body.encode(failure.detail, forKey: .detail)
    try body.encode(failure.retryable, forKey: .retryable)
  }
}
