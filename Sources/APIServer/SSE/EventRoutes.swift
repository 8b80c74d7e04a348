import Broker
import Downloads
import HTTPTypes
import Hummingbird

/// `GET /api/v1/events`: a signed-in user's events, live.
struct EventRoutes: Sendable {
  let broker: Broker
  let live: LiveEvents
  let presenter: DownloadPresenter
  let authenticator: Authenticator
  let open = OpenStreams()

  var routes: [Route] {
    [.signedIn(.get, "/api/v1/events", authenticator, parameters: ["lastEventId"], stream)]
  }

  private func stream(_ request: Request, _ context: APIContext, _ user: UserName) async throws
    -> Response
  {
    let lastEventID =
      request.headers[.lastEventID] ?? request.uri.queryParameters.get("lastEventId")
    let stream = EventStream(
      live: live, user: user, open: open,
      feed: EventFeed(
        broker: broker, presenter: presenter, user: user,
        position: lastEventID.flatMap { EventPosition($0) })
    ) {
      try await authenticator.user(of: request) == user
    } cutOff: {
      context.channel.close(promise: nil)
    }
    // Asked before the answer begins, so that a Redis that is away gives a clean 503.
    try await broker.ping()
    let body = ResponseBody { writer in
      do {
        // A client that leaves is noticed at once, not at the next heartbeat.
        try await request.body.consumeWithCancellationOnInboundClose { _ in
          try await stream.run { try await writer.write($0) }
        }
      } catch {
        // The client comes back by itself and resumes where it was.
        context.logger.debug("an event stream ended", error: error)
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
