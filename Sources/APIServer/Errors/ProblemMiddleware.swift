import Broker
import Catalogue
import Downloads
import Files
import Hummingbird
import Logging

/// Turns every error into a ``Problem``: the one place where a domain error becomes an HTTP status.
struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
  func handle(
    _ request: Request, context: Context,
    next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch {
      return try problem(for: error, context).response(from: request, context: context)
    }
  }

  private func problem(for error: any Error, _ context: Context) -> Problem {
    switch error {
    case let problem as Problem: return problem
    case let error as MetadataApproval.Invalid: return .invalidMetadata(error)
    case let error as BrokerError where error.code == .unavailable:
      context.logger.warning("Redis is not available", error: error)
      return .brokerUnavailable
    case let error as CatalogueError where [.unavailable, .tooNew].contains(error.code):
      context.logger.debug("the catalogue is not available", error: error)
      return .catalogueUnavailable
    case let error as FileError:
      context.logger.warning("a file cannot be served", error: error)
      return .unreachableFile(error)
    case let error as any HTTPResponseError where error.status == .notFound: return .notFound
    case let error as any HTTPResponseError where error.status == .contentTooLarge:
      return .payloadTooLarge
    default:
      context.logger.error("a request failed", error: error)
      return .internalError
    }
  }
}
