import Hosting

/// Whether the process is up, and whether it can do its work.
struct HealthRoutes: Sendable {
  let check: HealthCheck

  var routes: [Route] {
    [
      .open(.get, "/healthz", parameters: nil) { _, _ in check.health() },
      .open(.get, "/readyz", parameters: nil) { _, _ in await check.readiness() },
    ]
  }
}
