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
}
