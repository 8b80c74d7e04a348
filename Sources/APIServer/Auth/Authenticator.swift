import Broker
import Downloads
import Hummingbird

/// Finds out who sends a request, by bearer token or session cookie.
struct Authenticator: Sendable {
  static let cookieName = "tonearm_session"

  let accounts: Accounts

  /// The request's user. Throws ``Problem/unauthorized``, or ``Problem/crossSite`` where another site made a
  /// browser send the cookie along.
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

  /// A page of another site can make a browser send a form, but no JSON and no picture, without asking first.
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
