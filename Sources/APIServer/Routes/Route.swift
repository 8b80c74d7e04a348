import Downloads
import Hummingbird

/// One method of one path, and its handler.
struct Route: Sendable {
  typealias Handler = @Sendable (Request, APIContext) async throws -> Response
  typealias SignedInHandler =
    @Sendable (Request, APIContext, UserName) async throws -> Response

  let method: HTTPRequest.Method
  let path: String
  /// The query parameters that it accepts; nil if others are ignored, as for the page, which reads its own.
  let parameters: Set<String>?
  let handler: Handler

  /// A route for everybody.
  static func open(
    _ method: HTTPRequest.Method, _ path: String, parameters: Set<String>? = [],
    _ handler: @escaping Handler
  ) -> Route {
    Route(method: method, path: path, parameters: parameters, handler: handler)
  }

  /// A route for signed-in users.
  static func signedIn(
    _ method: HTTPRequest.Method, _ path: String, _ authenticator: Authenticator,
    parameters: Set<String> = [], _ handler: @escaping SignedInHandler
  ) -> Route {
    Route(method: method, path: path, parameters: parameters) { request, context in
      let user = try await authenticator.user(of: request)
      return try await handler(request, context, user)
    }
  }

  /// Handles a request. Throws ``Problem`` `invalid_request` for an unknown parameter.
  @Sendable fileprivate func handle(_ request: Request, _ context: APIContext) async throws
    -> Response
  {
    if let parameters {
      for (name, _) in request.uri.queryParameters where !parameters.contains(String(name)) {
        throw Problem.invalidRequest(
          "This request has a parameter that is not known.", field: String(name))
      }
    }
    return try await handler(request, context)
  }
}

extension Router where Context == APIContext {
  /// Every method that the HTTP parser knows.
  private static var methods: [HTTPRequest.Method] {
    """
    ACL BIND CHECKOUT CONNECT COPY DELETE GET LINK LOCK M-SEARCH MERGE MKACTIVITY MKCALENDAR MKCOL MOVE NOTIFY OPTIONS \
    PATCH POST PROPFIND PROPPATCH PURGE PUT QUERY REBIND REPORT SEARCH SOURCE SUBSCRIBE TRACE UNBIND UNLINK UNLOCK \
    UNSUBSCRIBE
    """.split(separator: " ").compactMap { HTTPRequest.Method(String($0)) }
  }

  /// Adds the routes; a request with another method gets 405.
  func add(_ routes: [Route]) {
    for (path, group) in Dictionary(grouping: routes, by: \.path) {
      for route in group { on(RouterPath(path), method: route.method, use: route.handle) }
      let known = group.map(\.method)
      let isReadable = known.contains(.get)
      for method in Self.methods where !known.contains(method) {
        on(RouterPath(path), method: method) { _, _ -> Response in
          throw Problem.methodNotAllowed(allowed: known + (isReadable ? [.head] : []))
        }
      }
    }
  }
}
