/// A failure as clients see it: a code, a message for people, and the raw output of the tools.
package struct DownloadFailure: Error, Sendable, Equatable, Codable {
  /// What went wrong.
  package var code: FailureCode
  /// One or two sentences for a person.
  package var message: String
  /// What the tools printed, at most ``detailLimitBytes``; never parsed.
  package var detail: String?
  /// Whether trying again later may help.
  package var retryable: Bool

  /// The limit of ``detail``, in UTF-8 bytes; the end of the output is kept.
  package static let detailLimitBytes = 4096

  /// A failure with the message of `code`, unless a better one is given.
  package init(_ code: FailureCode, message: String? = nil, detail: String? = nil) {
    self.code = code
    self.message = message ?? code.message
    self.detail = detail.map { text in
      String(decoding: text.utf8.suffix(Self.detailLimitBytes), as: UTF8.self)
    }
    retryable = code.isRetryable
  }
}
