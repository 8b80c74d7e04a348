import Downloads
import Hummingbird

/// An error as clients get it: `application/problem+json` (RFC 9457) with a stable machine word.
struct Problem: Error {
  let status: HTTPResponse.Status
  let code: String
  /// One sentence for a person, at most 300 characters.
  let detail: String
  /// Seconds; sent as `Retry-After`.
  var retryAfterSeconds: Int?
  /// The field or parameter at fault, as it is called in the request; nil where it is none, or not a single one.
  var field: String?
  var activeDownloadID: DownloadID?
  /// Methods that the path takes; sent as `Allow`.
  var allowedMethods: [HTTPRequest.Method] = []
  /// Bytes of the file that lacks the range asked for; sent as `Content-Range`.
  var sizeBytes: Int?

  init(
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
