import Broker
import Catalogue
import Fetching
import Foundation
import Glibc
import Logging
import ServiceLifecycle

/// Keeps the catalogue of the library, whenever it is this worker's turn: one worker of a library at a time has its
/// lease in Redis, and one process of a host its lock.
struct LibraryKeeper: Service {
  let broker: Broker
  let domain: String
  /// What this worker calls itself.
  let name: String
  let settings: LibrarySettings
  /// Does the keeper's work until it is cancelled, or the worker shuts down.
  let keep: @Sendable (CatalogueWriter) async throws -> Void
  let logger: Logger

  private var interval: Duration { broker.policy.lease / 4 }

  func run() async throws {
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
          group.addTask { try await keep(catalogue) }
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
