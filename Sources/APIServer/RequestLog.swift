import Hummingbird
import Logging
import Runtime

/// Logs and counts each request with its status and time, but not query strings or bodies: they may contain secrets.
struct RequestLog: RouterMiddleware {
  let proxies: TrustedProxies

  func handle(
    _ request: Request, context: APIContext,
    next: (Request, APIContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    let response = try await next(request, context)
    let duration = ContinuousClock.now - start
    // The pattern, not the path, because the number of metric labels must be bounded.
    let route = context.endpointPath ?? "none"
    Metric.requests.count(
      ("method", Self.known.contains(request.method) ? request.method.rawValue : "other"),
      ("route", route), ("status", "\(response.status.code)"))
    Metric.requestDuration.record(duration, ("route", route))
    let level: Logger.Level = response.status.code >= 500 ? .warning : .info
    let isHealthCheck = ["/healthz", "/readyz"].contains(request.uri.path)
    context.logger.log(
      level: isHealthCheck && level == .info ? .debug : level, "request",
      metadata: [
        "client": "\(proxies.client(of: request, context.channel))",
        "method": "\(request.method)", "path": "\(request.uri.path)",
        "status": "\(response.status.code)", "milliseconds": "\(duration / .milliseconds(1))",
      ])
    return response
  }

  private static var known: Set<HTTPRequest.Method> {
    [.get, .head, .post, .put, .patch, .delete, .options]
  }
}
