import Downloads
import Hummingbird

/// One method of one path, and what answers it.
struct Route: Sendable {
  typealias Handler = @Sendable (Request, APIContext) async throws -> Response
  typealias SignedInHandler =
    @Sendable (Request, APIContext, UserName) async throws -> Response

  let method: HTTPRequest.Method
  let path: String
  let handler: Handler

  /// A route for everybody.
  static func open(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler)
    -> Route
  {
    Route(method: method, path: path, handler: handler)
  }

  /// A route for signed-in users.
  static func signedIn(
    _ method: HTTPRequest.Method, _ path: String, _ authenticator: Authenticator,
    _ handler: @escaping SignedInHandler
  ) -> Route {
    Route(method: method, path: path) { request, context in
      try await handler(request, context, try await authenticator.user(of: request))
    }
  }
}

extension Router where Context == APIContext {
  /// Adds the routes; a method that a path does not take is answered with 405.
  func add(_ routes: [Route]) {
    for (path, group) in Dictionary(grouping: routes, by: \.path) {
      for route in group { on(RouterPath(path), method: route.method, use: route.handler) }
      let taken = group.map(\.method)
      let isReadable = taken.contains(.get)
      let others: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete, .options]
      for method in others where !taken.contains(method) {
        on(RouterPath(path), method: method) { _, _ -> Response in
          throw Problem.methodNotAllowed(allowed: taken + (isReadable ? [.head] : []))
        }
      }
    }
  }
}
