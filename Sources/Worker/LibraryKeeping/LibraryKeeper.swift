import Broker
import Catalogue
import Fetching
import Files
import Foundation
import Glibc
import Logging
import ServiceLifecycle

/// Keeps the catalogue of the library, while this worker has the lease: one worker of a library at a time has it in
/// Redis, and one process of a host the lock of the file.
package struct LibraryKeeper: Service {
  private let broker: Broker
  private let name: String
  private let upkeep: LibraryUpkeep
  private let logger: Logger

  private var settings: LibrarySettings { upkeep.settings }
  private var domain: String { settings.domain }

  /// `name` is what this worker calls itself, and `upkeep` what it does while it has the lease.
  package init(broker: Broker, name: String, upkeep: LibraryUpkeep, logger: Logger) {
    self.broker = broker
    self.name = name
    self.upkeep = upkeep
    self.logger = logger
  }

  private var interval: Duration { broker.policy.lease / 4 }

  /// Keeps the catalogue until the worker shuts down.
  package func run() async throws {
    while !Task.isShuttingDownGracefully {
      do {
        if try await broker.takeLibraryLease(domain: domain, name) {
          try await keepForALease()
          try await broker.returnLibraryLease(domain: domain, name)
        }
      } catch is CancellationError {
        return
      } catch {
        logger.warning("the catalogue could not be kept; trying again", error: error)
      }
      // Ends early on a shutdown, which the loop's condition sees.
      try? await cancelWhenGracefulShutdown { try await Task.sleep(for: interval) }
    }
  }

  /// Works until the lease is lost. Throws ``CatalogueError``, ``BrokerError`` and what the work throws.
  private func keepForALease() async throws {
    try FileManager.default.createDirectory(
      atPath: settings.stateFolder, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o750])
    guard let lock = FileLock(settings.cataloguePath + ".lock", flags: O_RDWR | O_CREAT) else {
      return logger.debug("another worker of this host keeps the catalogue")
    }
    let catalogue = try CatalogueWriter(path: settings.cataloguePath)
    logger.info("keeping the catalogue", metadata: ["path": "\(settings.cataloguePath)"])
    let result: Result<Void, any Error>
    do {
      result = .success(
        try await withThrowingTaskGroup { group in
          group.addTask { try await upkeep.run(catalogue) }
          group.addTask { try await holdLease() }
          defer { group.cancelAll() }
          try await group.next()
        })
    } catch {
      result = .failure(error)
    }
    try catalogue.close()
    withExtendedLifetime(lock) {}
    try result.get()
  }

  /// Returns when the lease is lost, or may be: Redis has not prolonged it for its whole length.
  private func holdLease() async throws {
    var lastTaken = ContinuousClock.now
    while ContinuousClock.now - lastTaken < broker.policy.lease {
      try await Task.sleep(for: interval)
      do {
        guard try await broker.takeLibraryLease(domain: domain, name) else { break }
        lastTaken = .now
      } catch {
        logger.warning("the library's lease was not prolonged", error: error)
      }
    }
    logger.warning("another worker may keep the catalogue now")
  }
}
