import Broker
import Hummingbird
import Logging
import Runtime

/// Answers `/healthz`, `/readyz` and `/metrics` of a worker.
struct WorkerHealth: Sendable {
  let broker: Broker
  let registry: MetricsRegistry
  let listen: ListenAddress

  /// Calls `running` once it answers.
  func application(logger: Logger, running: @Sendable @escaping () -> Void)
    -> some ApplicationProtocol
  {
    let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
    router.get("/healthz") { _, _ in "ok\n" }
    router.get("/readyz") { _, _ -> Response in
      do {
        try await broker.ping()
        return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: "ready\n")))
      } catch {
        return Response(
          status: .serviceUnavailable, headers: [.retryAfter: "2"],
          body: .init(byteBuffer: ByteBuffer(string: "Redis does not answer\n")))
      }
    }
    router.get("/metrics") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
        body: .init(byteBuffer: ByteBuffer(string: registry.text)))
    }
    let address: BindAddress =
      switch listen {
      case .tcp(let host, let port): .hostname(host, port: port)
      case .unix(let path): .unixDomainSocket(path: path)
      }
    return Application(
      router: router, configuration: .init(address: address), onServerRunning: { _ in running() },
      logger: logger)
  }
}
