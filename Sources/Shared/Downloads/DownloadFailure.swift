/// A failure as users meet it: a machine word, a sentence, and the raw output behind it.
package struct DownloadFailure: Error, Sendable, Equatable, Codable {
  /// What went wrong, as a machine word.
  package var code: FailureCode
  /// One sentence for a person.
  package var message: String
  /// What the tools printed, at most ``detailLimitBytes``; for the curious, never parsed.
  package var detail: String?
  /// Whether trying again later may help.
  package var retryable: Bool

  /// The bound on ``detail``, in UTF-8 bytes; the end is what is kept.
  package static let detailLimitBytes = 4096

  /// Fills sentence and retryability from `code`, unless a better sentence is given.
  package init(_ code: FailureCode, message: String? = nil, detail: String? = nil) {
    self.code = code
    self.message = message ?? code.message
    self.detail = detail.map { text in
      String(decoding: text.utf8.suffix(Self.detailLimitBytes), as: UTF8.self)
    }
    retryable = code.isRetryable
  }
}
