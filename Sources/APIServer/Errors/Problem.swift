import Downloads
import Files
import Hummingbird
import Links

/// An error as clients get it: `application/problem+json` (RFC 9457) with a stable code.
struct Problem: Error {
  let status: HTTPResponse.Status
  let code: String
  /// One sentence for a person, at most 300 characters.
  let detail: String
  /// Seconds; sent as `Retry-After`.
  var retryAfterSeconds: Int?
  /// The name of the field or parameter at fault, as in the request; nil if there is none, or more than one.
  var field: String?
  var activeDownloadID: DownloadID?
  /// The methods that the path has; sent as `Allow`.
  var allowedMethods: [HTTPRequest.Method] = []
  /// The size of the file that does not have the requested range; sent as `Content-Range`.
  var sizeBytes: Int?

  private init(
    _ status: HTTPResponse.Status, _ code: String, _ detail: String, retryAfterSeconds: Int? = nil
  ) {
    self.status = status
    self.code = code
    self.detail = String(detail.prefix(300))
    self.retryAfterSeconds = retryAfterSeconds
  }
}

extension Problem: ResponseGenerator {
  private struct Body: Encodable {
    let type: String
    let title: String
    let status: Int
    let detail: String
    let code: String
    let field: String?
    let activeDownloadId: DownloadID?
  }

  func response(from request: Request, context: some RequestContext) throws -> Response {
    let body = Body(
      type: "about:blank", title: status.reasonPhrase, status: status.code, detail: detail,
      code: code, field: field, activeDownloadId: activeDownloadID)
    var response = try JSONResponse.make(body, status: status, type: "application/problem+json")
    if let retryAfterSeconds { response.headers[.retryAfter] = "\(retryAfterSeconds)" }
    if !allowedMethods.isEmpty {
      response.headers[.allow] = allowedMethods.map(\.rawValue).sorted().joined(separator: ", ")
    }
    if let sizeBytes { response.headers[.contentRange] = "bytes */\(sizeBytes)" }
    if status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
    return response
  }
}

/// Every error that the API returns, by its code.
extension Problem {
  static let malformedJSON = Problem(
    .badRequest, "malformed_json", "The body of the request is not JSON.")
  static let unauthorized = Problem(.unauthorized, "unauthorized", "Sign in first.")
  static let invalidCredentials = Problem(
    .unauthorized, "invalid_credentials", "Wrong username or password.")
  static let crossSite = Problem(
    .forbidden, "cross_site", "This request came from another site's page.")
  static let notFound = Problem(.notFound, "not_found", "There is nothing here.")
  static let previewUnavailable = Problem(
    .notFound, "preview_unavailable", "The audio is not there yet, or not on this server.")
  static let libraryReadOnly = Problem(
    .forbidden, "library_read_only",
    "The music library is read-only at the moment, so nothing can be saved to it.")
  static func libraryReadOnly(_ reason: String) -> Problem {
    Problem(.forbidden, "library_read_only", reason)
  }
  /// A file that is in the catalogue and cannot be opened; the sentence says whether its disk is away.
  static func unreachableFile(_ error: FileError) -> Problem {
    Problem(.notFound, "not_found", error.sentence)
  }
  static let catalogueUnavailable = Problem(
    .serviceUnavailable, "catalogue_unavailable",
    "This server has no catalogue of the music library at the moment.", retryAfterSeconds: 10)
  static let payloadTooLarge = Problem(
    .contentTooLarge, "payload_too_large", "The request is larger than this server accepts.")
  static let unsupportedMediaType = Problem(
    .unsupportedMediaType, "unsupported_media_type", "Send the body as application/json.")
  static let unsupportedPicture = Problem(
    .unsupportedMediaType, "unsupported_media_type", "A cover must be a JPEG, PNG or WebP picture.")
  static let misdirected = Problem(
    .misdirectedRequest, "misdirected",
    "This server does not accept requests for that host name. List it in TONEARM_API_HOSTS.")
  static let internalError = Problem(
    .internalServerError, "internal", "Something went wrong. See the server's log.")
  static let brokerUnavailable = Problem(
    .serviceUnavailable, "broker_unavailable",
    "The server is having trouble; your work is kept. Try again in a moment.", retryAfterSeconds: 2)
  static let queueFull = Problem(
    .serviceUnavailable, "queue_full", "Too many downloads are waiting. Try again later.",
    retryAfterSeconds: 60)
  static let idempotencyConflict = Problem(
    .conflict, "idempotency_conflict", "This Idempotency-Key was already used for another link.")
  static let alreadyConfirmedDifferently = Problem(
    .conflict, "already_confirmed_differently",
    "This download was already saved with other values. Edit the track in the library instead.")

  /// `reviewWindow` is the time that downloads wait for their review, in whole hours.
  static func expired(after reviewWindow: Duration) -> Problem {
    let hours = Int(reviewWindow / .seconds(3600))
    return Problem(
      .gone, "expired",
      "Expired: not reviewed within \(hours == 1 ? "1 hour" : "\(hours) hours"). Start it again.")
  }

  static func tooManyAttempts(retryAfterSeconds: Int) -> Problem {
    Problem(
      .tooManyRequests, "too_many_attempts",
      "Too many wrong passwords for this username. Try again in a few minutes.",
      retryAfterSeconds: retryAfterSeconds)
  }

  static func rangeNotSatisfiable(sizeBytes: Int) -> Problem {
    var problem = Problem(
      .rangeNotSatisfiable, "range_not_satisfiable", "The file does not have that range of bytes.")
    problem.sizeBytes = sizeBytes
    return problem
  }

  /// `field` is the name of the field or parameter at fault; it may be any text that a client sent.
  static func invalidRequest(_ detail: String, field: String? = nil) -> Problem {
    var problem = Problem(.unprocessableContent, "invalid_request", detail)
    problem.field = field.map { String($0.unicodeScalars.prefix(100)) }
    return problem
  }

  /// `fault` is the end of the sentence that begins with the field's label.
  static func invalidRequest(_ field: RequestField, _ fault: String) -> Problem {
    invalidRequest("\(field.label) \(fault).", field: field.name)
  }

  /// `field` is the one that contains the link; nil if the link is not from the request.
  static func invalidURL(_ error: InvalidURL, field: RequestField?) -> Problem {
    var problem = Problem(.unprocessableContent, "invalid_url", error.detail)
    problem.field = field?.name
    return problem
  }

  static func invalidMetadata(_ error: MetadataApproval.Invalid) -> Problem {
    var problem = Problem(.unprocessableContent, "invalid_metadata", error.detail)
    problem.field = error.field.rawValue
    return problem
  }

  static func methodNotAllowed(allowed: [HTTPRequest.Method]) -> Problem {
    var problem = Problem(
      .methodNotAllowed, "method_not_allowed", "This address does not support that method.")
    problem.allowedMethods = allowed
    return problem
  }

  static func downloadInProgress(_ id: DownloadID) -> Problem {
    var problem = Problem(
      .tooManyRequests, "download_in_progress",
      "Another download of yours is active. Save, discard or cancel it first.",
      retryAfterSeconds: 10)
    problem.activeDownloadID = id
    return problem
  }

  static func notConfirmable(_ state: DownloadState) -> Problem {
    Problem(
      .conflict, "not_confirmable",
      "This download can no longer be saved: it is \(state.rawValue).")
  }

  static func notCancellable(_ state: DownloadState) -> Problem {
    let detail =
      state == .finalizing
      ? "This download is being saved and can no longer be cancelled."
      : "This download can no longer be cancelled: it is \(state.rawValue)."
    return Problem(.conflict, "not_cancellable", detail)
  }

  static func notEditable(_ state: DownloadState) -> Problem {
    Problem(
      .conflict, "not_editable",
      "This download can no longer be edited: it is \(state.rawValue).")
  }

  static func notRetryable(_ state: DownloadState) -> Problem {
    Problem(
      .conflict, "not_retryable",
      "Only a failed, expired or cancelled download can be tried again; this one is \(state.rawValue)."
    )
  }

  static func unsuitableTrack(_ reason: String) -> Problem {
    Problem(.unprocessableContent, "invalid_metadata", reason)
  }

  static func editFailed(_ reason: String) -> Problem { Problem(.conflict, "edit_failed", reason) }

  static func filingFailed(_ reason: String) -> Problem {
    Problem(.conflict, "filing_failed", reason)
  }
}
