import Foundation
import Hummingbird

/// Responses with a JSON body.
enum JSONResponse {
  /// Encodes `body`; keys are sorted so that equal states give equal bytes.
  static func make(
    _ body: some Encodable, status: HTTPResponse.Status = .ok, type: String = "application/json"
  ) throws -> Response {
    Response(
      status: status, headers: [.contentType: type, .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(string: try text(body))))
  }

  /// `body` as one line of JSON.
  static func text(_ body: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(body), as: UTF8.self)
  }

  /// A time as in responses: RFC 3339 in UTC, with milliseconds.
  static func time(milliseconds: Int64) -> String {
    // The formatter truncates, and a Double may be just below the millisecond: add half of one.
    Date(timeIntervalSince1970: (Double(milliseconds) + 0.5) / 1000)
      .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}
