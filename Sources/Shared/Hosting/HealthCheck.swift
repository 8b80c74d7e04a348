import Broker
import Hummingbird
import Runtime

/// The responses of `/healthz` and `/readyz`, the same for both programs.
package struct HealthCheck: Sendable {
  private let broker: Broker

  /// Ready as long as the broker's Redis responds.
  package init(broker: Broker) { self.broker = broker }

  /// The process runs.
  package func health() -> Response { Self.response(.ok, #"{"reasons":[],"status":"ok"}"#) }

  /// Whether the process can do its work at the moment.
  package func readiness() async -> Response {
    do {
      try await broker.ping()
      return Self.response(.ok, #"{"reasons":[],"status":"ready"}"#)
    } catch {
      var response = Self.response(
        .serviceUnavailable, #"{"reasons":["Redis does not answer"],"status":"unavailable"}"#)
      response.headers[.retryAfter] = "2"
      return response
    }
  }

  private static func response(_ status: HTTPResponse.Status, _ json: String) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(string: json)))
  }
}

extension MetricsRegistry {
  /// Everything counted so far, in Prometheus' text format 0.0.4.
  package var response: Response {
    Response(
      status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}
