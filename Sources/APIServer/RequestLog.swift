import Hummingbird
import Logging

/// Logs each request with its status and time. Never query strings or bodies: they may hold secrets.
struct RequestLog<Context: RequestContext>: RouterMiddleware {
  func handle(
    _ request: Request, context: Context,
    next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    let response = try await next(request, context)
    let level: Logger.Level = response.status.code >= 500 ? .warning : .info
    let isHealthCheck = ["/healthz", "/readyz"].contains(request.uri.path)
    context.logger.log(
      level: isHealthCheck && level == .info ? .debug : level, "request",
      metadata: [
        "method": "\(request.method)", "path": "\(request.uri.path)",
        "status": "\(response.status.code)",
        "milliseconds": "\((ContinuousClock.now - start) / .milliseconds(1))",
      ])
    return response
  }
}
