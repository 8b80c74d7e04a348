import Foundation
import Hummingbird
import NIOCore

/// Requests with a JSON body.
enum JSONBody {
  /// The largest JSON body, in bytes.
  static let limitBytes = 64 * 1024

  /// Reads an object that has no other fields than `fields`.
  ///
  /// Throws ``Problem`` `payload_too_large`, `unsupported_media_type`, `malformed_json`, or `invalid_request`
  /// for a field that is missing, unknown or of the wrong type.
  static func read<Value: Decodable>(
    _ type: Value.Type, from request: Request, fields: [RequestField]
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
    let names = Set(fields.map(\.name))
    if let unknown = object.keys.sorted().first(where: { !names.contains($0) }) {
      throw Problem.invalidRequest("This request has a field that is not known.", field: unknown)
    }
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch let error as DecodingError {
      throw problem(error, fields)
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

  private static func problem(_ error: DecodingError, _ fields: [RequestField]) -> Problem {
    func problem(_ key: (any CodingKey)?, _ fault: String) -> Problem {
      guard let field = fields.first(where: { $0.name == key?.stringValue }) else {
        return .invalidRequest("A field \(fault).")
      }
      return .invalidRequest(field, fault)
    }
    switch error {
    case .keyNotFound(let key, let context):
      return problem(context.codingPath.first ?? key, "is missing")
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      return problem(context.codingPath.first, "has a value of the wrong type")
    @unknown default: return problem(nil, "is wrong")
    }
  }
}
