import Broker
import Downloads
import HTTPTypes
import Hummingbird

/// `GET /api/v1/events`: a signed-in user's events, live.
struct EventRoutes: Sendable {
  let broker: Broker
  let hub: EventHub
  let authenticator: Authenticator

  var routes: [Route] {
    [.signedIn(.get, "/api/v1/events", authenticator, parameters: ["lastEventId"], stream)]
  }

  private func stream(_ request: Request, _ context: APIContext, _ user: UserName) async throws
    -> Response
  {
    guard let credential = Authenticator.credential(of: request) else {
      throw Problem.unauthorized
    }
    let lastEventID =
      request.headers[.lastEventID] ?? request.uri.queryParameters.get("lastEventId")
    let position = lastEventID.flatMap { EventPosition($0) }
    // Asked before the response begins, so that a Redis that is away gives a clean 503.
    try await broker.ping()
    let feed = try await hub.feed(of: user)
    let open = hub.open
    let body = ResponseBody { writer in
      try await writer.write(ServerSentEvent.retry)
      do {
        try await ConnectionTakeover.move(context.channel) {
          EventStream(feed: feed, credential: credential, open: open, after: position)
        }
      } catch {
        // The client comes back by itself and resumes where it was.
        context.logger.debug("an event stream did not begin", error: error)
      }
    }
    return Response(
      status: .ok,
      headers: [
        .contentType: "text/event-stream", .cacheControl: "no-store", .accelBuffering: "no",
        .connection: "close",
      ],
      body: body)
  }
}
