import Broker
import Downloads
import Hummingbird

/// Identifies the user who sends a request, by bearer token or session cookie.
struct Authenticator: Sendable {
  static let cookieName = "tonearm_session"

  let accounts: Accounts

  /// The user who sends the request. Throws ``Problem/unauthorized``, or ``Problem/crossSite`` if another site made
  /// the browser send the cookie.
  func user(of request: Request) async throws -> UserName {
    if let header = request.headers[.authorization] {
      let parts = header.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "bearer",
        let user = try await accounts.user(token: String(parts[1]))
      else { throw Problem.unauthorized }
      return user
    }
    guard let session = Self.session(of: request) else { throw Problem.unauthorized }
    if request.method.writes {
      try SameSite.check(request)
      if request.method != .delete { try Self.requireTypeThatNoFormSends(request) }
    }
    guard let user = try await accounts.user(session: session) else { throw Problem.unauthorized }
    return user
  }

  /// Another site's page can make a browser send a form, but neither JSON nor a picture without a CORS preflight.
  private static func requireTypeThatNoFormSends(_ request: Request) throws {
    if CoverBody.type(of: request) == nil { try JSONBody.requireContentType(request) }
  }

  /// The session secret in the request's cookie.
  static func session(of request: Request) -> String? { request.cookies[cookieName]?.value }
}

extension HTTPRequest.Method {
  /// Whether the method changes something.
  var writes: Bool { ![.get, .head, .options].contains(self) }
}
