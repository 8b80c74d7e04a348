import TestSupport
import Testing

extension TonearmStack {
  /// Submits `url` and requires that it fails with `code`, told in a sentence, leaving nothing behind.
  ///
  /// Answers the `download_failed` event's data.
  @discardableResult
  func expectFailure(
    _ url: String, of user: SignedInUser, code: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> JSONValue {
    let id = try await user.submit(url)
    let failed = try await user.event("download_failed", of: id)
    #expect(lockHolder(user) == nil, sourceLocation: sourceLocation)
    #expect(staged(id) == [], sourceLocation: sourceLocation)
    try await eventually("no programs") { processes(of: id) == [] }
    #expect(failed["state"] == "failed", sourceLocation: sourceLocation)
    #expect(failed["failure"]["code"].text == code, sourceLocation: sourceLocation)
    #expect(failed["failure"]["message"] == failed["error"], sourceLocation: sourceLocation)
    let sentence = try #require(failed["error"].text, sourceLocation: sourceLocation)
    #expect(isForPeople(sentence), "\(sentence)", sourceLocation: sourceLocation)
    let download = try await user.download(id)
    #expect(download["failure"] == failed["failure"], sourceLocation: sourceLocation)
    #expect(download["libraryPath"] == nil, sourceLocation: sourceLocation)
    return failed
  }

  /// One sentence without paths, programs and tracebacks.
  private func isForPeople(_ text: String) -> Bool {
    text.hasSuffix(".") && text.unicodeScalars.count <= 300 && !text.contains("\n")
      && ["ERROR", "Traceback", "yt-dlp", "ffmpeg", staging.path(percentEncoded: false)]
        .allSatisfy { !text.contains($0) }
  }
}
