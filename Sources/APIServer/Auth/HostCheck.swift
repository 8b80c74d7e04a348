import Hummingbird

/// Refuses requests for host names that are not ours, such as a name that an attacker points at this address
/// (DNS rebinding).
struct HostCheck<Context: RequestContext>: RouterMiddleware {
  /// Host names in lower case, besides IP literals and localhost.
  let hosts: Set<String>

  func handle(
    _ request: Request, context: Context,
    next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let isHealthCheck = ["/healthz", "/readyz"].contains(request.uri.path)
    guard isHealthCheck || isOurs(request.head.authority ?? "") else { throw Problem.misdirected }
    return try await next(request, context)
  }

  func isOurs(_ authority: String) -> Bool {
    let host = Self.host(authority).lowercased()
    return host == "localhost" || hosts.contains(host) || Self.isAddress(host)
  }

  private static func host(_ authority: String) -> Substring {
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      return authority[...end]
    }
    return authority.prefix { $0 != ":" }
  }

  private static func isAddress(_ host: String) -> Bool {
    if host.hasPrefix("["), host.hasSuffix("]") { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers.allSatisfy { UInt8($0) != nil }
  }
}
