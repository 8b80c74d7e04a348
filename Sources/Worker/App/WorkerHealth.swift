import Broker
import Hosting
import Hummingbird
import Logging
import Runtime

/// Serves `/healthz`, `/readyz` and `/metrics` of a worker.
struct WorkerHealth: Sendable {
  let broker: Broker
  let registry: MetricsRegistry
  let listen: ListenAddress

  /// Calls `running` once it listens.
  func application(logger: Logger, running: @Sendable @escaping () -> Void)
    -> some ApplicationProtocol
  {
    let check = HealthCheck(broker: broker)
    let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
    router.get("/healthz") { _, _ in check.health() }
    router.get("/readyz") { _, _ in await check.readiness() }
    router.get("/metrics") { _, _ in registry.response }
    return Application(
      router: router, configuration: .init(address: listen.bindAddress),
      onServerRunning: { _ in running() }, logger: logger)
  }
}
