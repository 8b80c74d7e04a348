import Foundation
import Links
import Logging
import ServiceLifecycle

/// Notifies media servers and a webhook of imported tracks, each at a pace of its own. Nothing waits for it, and its
/// failures are only logged.
///
/// A service that must be among the last to shut down, after those that import.
package struct ImportNotifier: Service {
  private let loops: [any NotificationLoop]
  private let policy: NotificationPolicy

  /// Notifies the configured receivers, once ``run()`` runs.
  package init(_ settings: NotificationSettings, logger: Logger) {
    self.init(settings, policy: NotificationPolicy(), logger: logger)
  }

  init(_ settings: NotificationSettings, policy: NotificationPolicy, logger: Logger) {
    let client = WebClient()
    func log(_ receiver: String) -> Logger {
      var log = logger
      log[metadataKey: "to"] = "\(receiver)"
      return log
    }
    let servers: [(any MediaServer)?] = [settings.subsonic, settings.jellyfin]
    var loops: [any NotificationLoop] = servers.compactMap(\.self).map { server in
      ScanLoop(server, policy: policy, client: client, logger: log("\(server)"))
    }
    if let webhook = settings.webhook {
      loops.append(
        WebhookLoop(webhook, policy: policy, client: client, logger: log("\(webhook)")))
    }
    self.loops = loops
    self.policy = policy
  }

  /// Queues a track that was imported, as the JSON of the API; returns at once.
  package func trackAdded(_ track: Data) {
    for loop in loops { loop.trackAdded(track) }
  }

  /// Works until the graceful shutdown, and a few seconds longer if there is something left to send.
  package func run() async {
    await withTaskGroup { group in
      group.addTask {
        await withDiscardingTaskGroup { group in
          for loop in loops { group.addTask { await loop.run() } }
        }
        // Without receivers the service still runs until the shutdown.
        try? await gracefulShutdown()
      }
      group.addTask {
        // Throws if the service is cancelled instead, which ends everything anyway.
        try? await gracefulShutdown()
        for loop in loops { loop.close() }
        try? await Task.sleep(for: policy.flush)
      }
      await group.next()
      group.cancelAll()
    }
  }
}
