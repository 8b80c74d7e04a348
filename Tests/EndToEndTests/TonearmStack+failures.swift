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
    return try await expectFailure(of: id, of: user, code: code, sourceLocation: sourceLocation)
  }

  /// Requires the same of a download that has been submitted.
  @discardableResult
  func expectFailure(
    of id: String, of user: SignedInUser, code: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> JSONValue {
    let failed = try await user.event("download_failed", of: id)
    #expect(lockHolder(user) == nil, sourceLocation: sourceLocation)
    try await eventually("nothing staged") { staged(id) == [] }
    try await eventually("no programs") { processes(of: id) == [] }
    #expect(failed["state"] == "failed", sourceLocation: sourceLocation)
    let failure = failed["failure"]
    #expect(
      failure.names == ["code", "message", "detail", "retryable"], sourceLocation: sourceLocation)
    #expect(failure["code"].text == code, sourceLocation: sourceLocation)
    #expect(failure["message"] == failed["error"], sourceLocation: sourceLocation)
    let sentence = try #require(failed["error"].text, sourceLocation: sourceLocation)
    #expect(isForPeople(sentence), "\(sentence)", sourceLocation: sourceLocation)
    let detail = failure["detail"].text ?? ""
    #expect(detail.utf8.count <= 4096, sourceLocation: sourceLocation)
    let download = try await user.download(id)
    #expect(download["failure"] == failure, sourceLocation: sourceLocation)
    #expect(download["libraryPath"] == nil, sourceLocation: sourceLocation)
    return failed
  }

  /// One sentence without paths, programs and tracebacks.
  private func isForPeople(_ text: String) -> Bool {
    text.hasSuffix(".") && text.unicodeScalars.count <= 300
      && ["\n", ". ", "ERROR", "Traceback", "yt-dlp", "ffmpeg", "/"].allSatisfy {
        !text.contains($0)
      }
  }
}
