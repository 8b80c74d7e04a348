import Broker
import Catalogue
import Hosting
import Hummingbird
import Links
import Logging
import NIOCore
import Runtime
import ServiceLifecycle

/// The API process, wired together.
struct APIServer {
  let settings: APISettings

  /// Serves until SIGTERM or SIGINT. Throws if it cannot start.
  func run() async throws {
    let logger = Logger(label: "api")
    let page = try PageFiles(root: try PageFiles.root(configured: settings.webRoot))
    let connections = try BrokerConnections(settings.common)
    let notifier = SystemdNotifier()
    let metrics = MetricsEndpoint(
      broker: connections.broker, registry: .bootstrap(), listen: settings.metricsListen)
    let accounts = Accounts(store: AccountStore(broker: connections.broker))
    let authenticator = Authenticator(accounts: accounts)
    let catalogue = CatalogueReader(path: settings.cataloguePath)
    let presenter = DownloadPresenter(catalogue: catalogue)
    let hub = EventHub(
      broker: connections.broker, live: connections.live, presenter: presenter,
      authenticator: authenticator, streamsPerUser: settings.eventStreamsPerUser,
      logger: Logger(label: "events"))
    let application = Application(
      router: router(connections, page, authenticator, presenter, hub),
      server: .http1(configuration: .init(idleTimeout: .seconds(15))),
      configuration: .init(address: settings.listen.bindAddress, backlog: 4096),
      onServerRunning: { _ in notifier.ready() }, logger: logger)
    let group = ServiceGroup(
      configuration: .init(
        // Shut down from the last to the first.
        services: [
          hub, application, metrics.application(logger: Logger(label: "metrics")), notifier,
          EventHub.Drain(hub: hub),
        ],
        gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    do {
      try await group.run()
    } catch let error as IOError {
      throw SettingError(
        .apiListen, cannotListenOn: "\(settings.listen) (or \(settings.metricsListen) for metrics)",
        error)
    }
    await connections.close()
    logger.info("stopped")
  }

  private func router(
    _ connections: BrokerConnections, _ page: PageFiles, _ authenticator: Authenticator,
    _ presenter: DownloadPresenter, _ hub: EventHub
  ) -> Router<APIContext> {
    let (broker, live) = (connections.broker, connections.live)
    let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
    router.addMiddleware {
      RequestLog(proxies: settings.proxies)
      ProblemMiddleware()
      HostCheck(hosts: settings.hosts)
    }
    router.add(HealthRoutes(check: HealthCheck(broker: broker)).routes)
    router.add(
      SessionRoutes(
        authenticator: authenticator, isBehindTLS: settings.isBehindTLS, proxies: settings.proxies
      ).routes)
    let parser = SourceURLParser(policy: settings.egress)
    router.add(
      DownloadRoutes(
        broker: broker, parser: parser,
        approval: Approval(broker: broker, live: live), staging: settings.staging,
        presenter: presenter,
        authenticator: authenticator
      ).routes)
    router.add(
      EventRoutes(broker: broker, hub: hub, authenticator: authenticator).routes)
    router.add(
      LibraryRoutes(
        catalogue: presenter.catalogue, files: settings.libraryFiles,
        work: LibraryWork(broker: broker, live: live, domain: settings.libraryDomain),
        authenticator: authenticator
      ).routes)
    router.add(SystemRoutes(broker: broker, authenticator: authenticator).routes)
    router.add(OpenAPIRoutes().routes)
    router.add(PageRoutes(page: page).routes)
    return router
  }
}

/// The context of a request, with the connection that it came through.
struct APIContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}
