import Foundation
import Links
import Logging
import ServiceLifecycle

/// Asks a media server to scan the library: once for all imports of a short time, and again until that works.
struct ScanLoop: NotificationLoop {
  private let server: any MediaServer
  private let policy: NotificationPolicy
  private let client: WebClient
  private let logger: Logger
  private let imports: AsyncStream<ContinuousClock.Instant>
  private let importing: AsyncStream<ContinuousClock.Instant>.Continuation

  init(
    _ server: any MediaServer, policy: NotificationPolicy, client: WebClient, logger: Logger
  ) {
    self.server = server
    self.policy = policy
    self.client = client
    self.logger = logger
    // A scan finds everything that was imported before it, so only the last import matters.
    (imports, importing) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func trackAdded(_ track: Data) { importing.yield(.now) }

  func close() { importing.finish() }

  func run() async {
    var outage = OutageLog(logger)
    var scanned: ContinuousClock.Instant?
    for await imported in imports {
      if let scanned, imported < scanned { continue }
      var delay = policy.scanDelay
      repeat {
        await pause(delay)
        delay = min(delay * 2, policy.longestScanDelay)
        scanned = .now
      } while await !scan(&outage)
    }
  }

  /// Whether nothing is left to do: it worked, or it never will, or there is no time for more.
  private func scan(_ outage: inout OutageLog) async -> Bool {
    do {
      try server.check(try await client.notify(server.scanRequest))
      outage.worked()
      return true
    } catch let failure as NotificationFailure {
      outage.failed(failure)
      return !failure.isTransient || Task.isShuttingDownGracefully
    } catch {
      return true
    }
  }
}

/// A program that plays the library and can be asked to scan it for new files.
protocol MediaServer: Sendable, CustomStringConvertible {
  /// Requests a scan.
  var scanRequest: WebRequest { get }

  /// Throws ``NotificationFailure`` if the body of a response with a status of success reports a failure.
  func check(_ response: WebAnswer) throws
}
