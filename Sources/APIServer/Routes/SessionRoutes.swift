import Hummingbird

/// Signing in and out.
struct SessionRoutes: Sendable {
  let authenticator: Authenticator
  /// Whether users connect through TLS, so that the cookie must never be sent without it.
  let isBehindTLS: Bool
  let proxies: TrustedProxies

  private struct Credentials: Decodable {
    let username: String
    let password: String
  }

  private struct WhoAmI: Encodable { let username: String }

  var routes: [Route] {
    let path = "/api/v1/auth/session"
    return [
      .open(.post, path, signIn),
      .signedIn(.get, path, authenticator) { _, _, user in
        try JSONResponse.make(WhoAmI(username: user.description))
      },
      .signedIn(.delete, path, authenticator, signOut),
    ]
  }

  private func signIn(_ request: Request, _ context: APIContext) async throws -> Response {
    try SameSite.check(request)
    try JSONBody.requireContentType(request)
    let credentials = try await JSONBody.read(
      Credentials.self, from: request, fields: [.username, .password])
    guard
      let (user, session) = try await authenticator.accounts.signIn(
        credentials.username, password: credentials.password)
    else { throw Problem.invalidCredentials }
    var response = try JSONResponse.make(WhoAmI(username: user.description))
    let maxAge = Int(Accounts.sessionLifetime.components.seconds)
    response.setCookie(
      cookie(value: session, maxAge: maxAge, isSecure: isSecure(request, context)))
    return response
  }

  private func signOut(
    _ request: Request, _ context: APIContext, _: some Sendable
  ) async throws -> Response {
    if let session = Authenticator.session(of: request) {
      try await authenticator.accounts.signOut(session: session)
    }
    var response = Response(status: .noContent)
    response.setCookie(cookie(value: "", maxAge: 0, isSecure: isSecure(request, context)))
    return response
  }

  private func isSecure(_ request: Request, _ context: APIContext) -> Bool {
    isBehindTLS || proxies.isEncrypted(request, context.channel)
  }

  private func cookie(value: String, maxAge: Int, isSecure: Bool) -> Cookie {
    Cookie(
      name: Authenticator.cookieName, value: value, maxAge: maxAge, path: "/", secure: isSecure,
      httpOnly: true, sameSite: .strict)
  }
}
