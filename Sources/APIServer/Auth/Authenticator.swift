import Broker
import Downloads
import Foundation
import Hummingbird

/// Identifies the user who sends a request, by bearer token or session cookie.
struct Authenticator: Sendable {
  static let cookieName = "tonearm_session"

  let accounts: Accounts

  /// What proves who sends a request. A secret: never logged.
  enum Credential: Sendable, Hashable {
    case token(String)
    case session(String)
  }

  /// The user who sends the request. Throws ``Problem/unauthorized``, or ``Problem/crossSite`` if another site made
  /// the browser send the cookie.
  func user(of request: Request) async throws -> UserName {
    guard let credential = Self.credential(of: request) else { throw Problem.unauthorized }
    if case .session = credential, request.method.writes {
      try SameSite.check(request)
      if request.method != .delete { try Self.requireTypeThatNoFormSends(request) }
    }
    guard let user = try await user(with: credential) else { throw Problem.unauthorized }
    return user
  }

  /// Whose credential it is; nil where it is not valid, or not any more.
  func user(with credential: Credential) async throws -> UserName? {
    switch credential {
    case .token(let token): try await accounts.user(token: token)
    case .session(let session): try await accounts.user(session: session)
    }
  }

  /// What the request brings along: the bearer token where it has an Authorization header, else the cookie.
  static func credential(of request: Request) -> Credential? {
    guard let header = request.headers[.authorization] else {
      return session(of: request).map(Credential.session)
    }
    let parts = header.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return .token(String(parts[1]))
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

/// Refuses writes that another site's page makes a browser send.
enum SameSite {
  /// Throws ``Problem/crossSite`` unless the browser says that the request comes from our own page. A client that
  /// sends neither header is not a browser, so no other site can use its cookies.
  static func check(_ request: Request) throws(Problem) {
    if let site = request.headers[.secFetchSite] {
      guard site == "same-origin" || site == "none" else { throw .crossSite }
    } else if let origin = request.headers[.origin] {
      guard let url = URL(string: origin), let authority = request.head.authority,
        Self.authority(of: url).lowercased() == authority.lowercased()
      else { throw .crossSite }
    }
  }

  private static func authority(of url: URL) -> String {
    let host = url.host() ?? ""
    let bracketed = host.contains(":") ? "[\(host)]" : host
    return url.port.map { "\(bracketed):\($0)" } ?? bracketed
  }
}
