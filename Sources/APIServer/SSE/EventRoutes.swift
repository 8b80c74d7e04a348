import Broker
import Downloads
import HTTPTypes
import Hummingbird
import ServiceLifecycle

/// `GET /api/v1/events`: a signed-in user's events, live.
struct EventRoutes: Sendable {
  let broker: Broker
  let live: LiveEvents
  let authenticator: Authenticator

  private static let heartbeat: Duration = .seconds(15)

  var routes: [Route] { [.signedIn(.get, "/api/v1/events", authenticator, stream)] }

  private func stream(_ request: Request, _ context: BasicRequestContext, _ user: UserName)
    async throws -> Response
  {
    let lastEventID =
      request.headers[.lastEventID] ?? request.uri.queryParameters.get("lastEventId")
    let position = lastEventID.flatMap { EventPosition($0) }
    let logger = context.logger
    // Asked before the answer begins, so that a Redis that is away gives a clean 503.
    try await broker.ping()
    let body = ResponseBody { writer in
      do {
        // A client that leaves is noticed at once, not at the next heartbeat.
        try await request.body.consumeWithCancellationOnInboundClose { _ in
          var feed = EventFeed(broker: broker, user: user, position: position)
          let events = try await live.events(of: user, tick: Self.heartbeat)
          try await writer.write(ServerSentEvent.retry)
          try await writer.write(contentsOf: try await feed.opening())
          for await element in events.cancelOnGracefulShutdown() {
            if case .ended = element { break }
            try await writer.write(contentsOf: try await feed.next(element))
          }
        }
      } catch {
        // The client comes back by itself and resumes where it was.
        logger.debug("an event stream ended", error: error)
      }
      try await writer.finish(nil)
    }
    return Response(
      status: .ok,
      headers: [
        .contentType: "text/event-stream", .cacheControl: "no-store", .accelBuffering: "no",
      ],
      body: body)
  }
}
