import Downloads
import Foundation
import Hummingbird

/// Requests whose body is a picture.
enum CoverBody {
  /// Reads a picture whose first bytes match its content type.
  ///
  /// Throws ``Problem`` `unsupported_media_type` or `payload_too_large`.
  static func read(_ request: Request) async throws -> (type: CoverType, bytes: [UInt8]) {
    guard let type = type(of: request) else { throw Problem.unsupportedPicture }
    let bytes = Array(buffer: try await JSONBody.collect(request, upTo: CoverType.limitBytes))
    guard type.begins(bytes) else { throw Problem.unsupportedPicture }
    return (type, bytes)
  }

  /// The kind of picture that the request says its body is; nil for anything else.
  static func type(of request: Request) -> CoverType? {
    let type = request.headers[.contentType]?.prefix { $0 != ";" }
      .trimmingCharacters(in: .whitespaces).lowercased()
    return CoverType(rawValue: type ?? "")
  }
}
