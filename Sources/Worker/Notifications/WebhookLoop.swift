import Foundation
import Links
import Logging
import ServiceLifecycle
import Synchronization

/// Announces tracks to a webhook, one after the other. If too many wait, the oldest are dropped.
final class WebhookLoop: NotificationLoop {
  private let webhook: Webhook
  private let policy: NotificationPolicy
  private let client: WebClient
  private let logger: Logger
  private let messages: AsyncStream<WebhookMessage>
  private let queue: AsyncStream<WebhookMessage>.Continuation
  /// Messages in the queue.
  private let waiting = Atomic(0)
  /// Messages that will not arrive, and that are not logged yet.
  private let lost = Atomic(0)

  init(_ webhook: Webhook, policy: NotificationPolicy, client: WebClient, logger: Logger) {
    self.webhook = webhook
    self.policy = policy
    self.client = client
    self.logger = logger
    (messages, queue) = AsyncStream.makeStream(
      bufferingPolicy: .bufferingNewest(policy.webhookLimit))
  }

  func trackAdded(_ track: Data) {
    waiting.add(1, ordering: .relaxed)
    if case .enqueued = queue.yield(WebhookMessage(trackAdded: track, at: .now)) { return }
    waiting.subtract(1, ordering: .relaxed)
    lost.add(1, ordering: .relaxed)
  }

  func close() { queue.finish() }

  func run() async {
    var outage = OutageLog(logger)
    for await message in messages {
      waiting.subtract(1, ordering: .relaxed)
      if await deliver(message, &outage) {
        reportLosses()
      } else {
        lost.add(1, ordering: .relaxed)
        // A shutdown does not wait for the others to fail as well.
        if Task.isShuttingDownGracefully { break }
      }
    }
    lost.add(waiting.exchange(0, ordering: .relaxed), ordering: .relaxed)
    reportLosses()
  }

  /// Tries until the message has arrived; false if it has not, or if that is unknown.
  private func deliver(_ message: WebhookMessage, _ outage: inout OutageLog) async -> Bool {
    var delays = policy.webhookRetries.makeIterator()
    while true {
      do {
        _ = try await client.notify(webhook.request(message, at: .now))
        outage.worked()
        return true
      } catch let failure as NotificationFailure {
        outage.failed(failure)
        guard failure.isTransient, !Task.isShuttingDownGracefully, let delay = delays.next()
        else { return false }
        await pause(delay)
      } catch {
        return false
      }
    }
  }

  private func reportLosses() {
    let count = lost.exchange(0, ordering: .relaxed)
    guard count > 0 else { return }
    logger.warning("some imports were not announced", metadata: ["count": "\(count)"])
  }
}
