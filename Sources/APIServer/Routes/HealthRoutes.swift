import Broker
import Hummingbird

/// Whether the process is up, and whether it can do its work.
struct HealthRoutes: Sendable {
  let broker: Broker

  private struct Health: Encodable {
    let status: String
    var reasons: [String] = []
  }

  var routes: [Route] {
    [
      .open(.get, "/healthz", parameters: nil) { _, _ in try JSONResponse.make(Health(status: "ok"))
      },
      .open(.get, "/readyz", parameters: nil, ready),
    ]
  }

  private func ready(_: Request, _: APIContext) async throws -> Response {
    do {
      try await broker.ping()
      return try JSONResponse.make(Health(status: "ready"))
    } catch {
      let health = Health(status: "unavailable", reasons: ["Redis does not respond"])
      var response = try JSONResponse.make(health, status: .serviceUnavailable)
      response.headers[.retryAfter] = "2"
      return response
    }
  }
}
