import Foundation
import Hummingbird
import NIOCore

/// Requests with a JSON body.
enum JSONBody {
  /// The largest JSON body, in bytes.
  static let limitBytes = 64 * 1024

  /// Reads an object whose fields are all named in `fields`.
  ///
  /// Throws ``Problem`` `payload_too_large`, `unsupported_media_type`, `malformed_json`, or `invalid_request`
  /// for a field that is missing, unknown or of the wrong type.
  static func read<Value: Decodable>(
    _ type: Value.Type, from request: Request, fields: some Collection<String>
  ) async throws -> Value {
    if request.headers[.contentType] != nil { try requireContentType(request) }
    let data = Data(buffer: try await collect(request, upTo: limitBytes))
    let parsed: Any
    do {
      parsed = try JSONSerialization.jsonObject(with: data, options: [.fragmentsAllowed])
    } catch {
      throw Problem.malformedJSON
    }
    guard let object = parsed as? [String: Any] else {
      throw Problem.invalidRequest("The body must be a JSON object.")
    }
    if let unknown = object.keys.sorted().first(where: { !fields.contains($0) }) {
      throw Problem.invalidRequest("The field \"\(unknown.prefix(50))\" is unknown here.")
    }
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch let error as DecodingError {
      throw Problem.invalidRequest(describe(error))
    }
  }

  /// Reads a body of at most `limit` bytes; throws `payload_too_large` for a longer one.
  static func collect(_ request: Request, upTo limit: Int) async throws -> ByteBuffer {
    do {
      return try await request.body.collect(upTo: limit)
    } catch is NIOTooManyBytesError {
      throw Problem.payloadTooLarge
    }
  }

  /// Throws `unsupported_media_type` unless the request says that its body is JSON.
  static func requireContentType(_ request: Request) throws(Problem) {
    let type = request.headers[.contentType]?.prefix { $0 != ";" }
      .trimmingCharacters(in: .whitespaces).lowercased()
    guard type == "application/json" else { throw .unsupportedMediaType }
  }

  private static func describe(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, _): "The field \"\(key.stringValue)\" is missing."
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      "The field \"\(context.codingPath.last?.stringValue ?? "")\" has a value of the wrong type."
    @unknown default: "The body has a wrong field."
    }
  }
}
