import Broker
import Hosting
import Hummingbird
import Logging
import Runtime

/// `GET /metrics`, on an address of its own that users cannot reach.
struct MetricsEndpoint: Sendable {
  let broker: Broker
  let registry: MetricsRegistry
  let listen: ListenAddress

  func application(logger: Logger) -> some ApplicationProtocol {
    let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
    router.get("/metrics") { _, context in
      do {
        try await measureQueue()
      } catch {
        // The counters of this process are worth reporting anyway.
        context.logger.debug("the queue could not be measured", error: error)
      }
      return registry.response
    }
    return Application(
      router: router, configuration: .init(address: listen.bindAddress), logger: logger)
  }

  private func measureQueue() async throws {
    let fleet = try await broker.fleet()
    Metric.workersAlive.set(Double(fleet.members.count))
    let domains = Set(fleet.members.map(\.report.stagingDomain)).union(["shared"])
    for stream in [broker.keys.jobs] + domains.map(broker.keys.finalize) {
      let state = try await broker.queueState(stream)
      Metric.queueLength.set(Double(state.length), ("stream", stream))
      Metric.queueOldestWait.set((state.oldestWait ?? .zero) / .seconds(1), ("stream", stream))
    }
  }
}
