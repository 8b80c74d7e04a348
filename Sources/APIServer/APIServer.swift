import Broker
import Catalogue
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
    let application = Application(
      router: router(connections, page),
      server: .http1(configuration: .init(idleTimeout: .seconds(15))),
      configuration: .init(address: settings.listen.bindAddress, backlog: 4096),
      onServerRunning: { _ in notifier.ready() }, logger: logger)
    let group = ServiceGroup(
      configuration: .init(
        services: [application, metrics.application(logger: Logger(label: "metrics")), notifier],
        gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    do {
      try await group.run()
    } catch let error as IOError {
      throw SettingError(
        .apiListen, value: "\(settings.listen) (or \(settings.metricsListen) for metrics)",
        allowed: "an address of this machine that no other program listens on (\(error))")
    }
    await connections.close()
    logger.info("stopped")
  }

  private func router(_ connections: BrokerConnections, _ page: PageFiles) -> Router<
    APIContext
  > {
    let (broker, live) = (connections.broker, connections.live)
    let accounts = Accounts(store: AccountStore(broker: broker))
    let catalogue = CatalogueReader(path: settings.cataloguePath)
    let authenticator = Authenticator(accounts: accounts)
    let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
    router.addMiddleware {
      RequestLog(proxies: settings.proxies)
      ProblemMiddleware()
      HostCheck(hosts: settings.hosts)
    }
    router.add(HealthRoutes(broker: broker).routes)
    router.add(
      SessionRoutes(
        authenticator: authenticator, isBehindTLS: settings.isBehindTLS, proxies: settings.proxies
      ).routes)
    let parser = SourceURLParser(policy: settings.egress)
    let presenter = DownloadPresenter(catalogue: catalogue, parser: parser)
    router.add(
      DownloadRoutes(
        broker: broker, parser: parser,
        approval: Approval(broker: broker, live: live), staging: settings.staging,
        presenter: presenter,
        authenticator: authenticator
      ).routes)
    router.add(
      EventRoutes(
        broker: broker, live: live, presenter: presenter, authenticator: authenticator
      ).routes)
    router.add(
      LibraryRoutes(
        catalogue: catalogue, files: settings.libraryFiles,
        work: LibraryWork(broker: broker, live: live, domain: settings.libraryDomain),
        authenticator: authenticator
      ).routes)
    router.add(SystemRoutes(broker: broker, authenticator: authenticator).routes)
    router.add(OpenAPIRoutes().routes)
    router.add(PageRoutes(page: page).routes)
    return router
  }
}
