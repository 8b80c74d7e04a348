import Foundation
import Logging
import Runtime
import ServiceLifecycle

@testable import Notifications

/// An ``ImportNotifier`` that is in a hurry, and its log.
struct NotificationFixture: Sendable {
  static let secret = "whsec_" + Data((1...32).map { UInt8($0) }).base64EncodedString()

  /// What is configured by these values alone.
  static func settings(_ values: [SettingKey: String]) throws -> NotificationSettings {
    try NotificationSettings(SettingsReader(values: values))
  }

  let notifier: ImportNotifier
  let log = NotificationLog()

  init(
    _ settings: NotificationSettings, adjust: (inout NotificationPolicy) -> Void = { _ in }
  ) {
    var policy = NotificationPolicy()
    policy.scanDelay = .milliseconds(50)
    policy.webhookRetries = Array(repeating: .milliseconds(20), count: 4)
    adjust(&policy)
    notifier = ImportNotifier(settings, policy: policy, logger: log.logger)
  }

  /// Imports tracks of these numbers.
  func add(_ numbers: some Sequence<Int>) {
    for number in numbers { notifier.trackAdded(Data(#"{"id":"\#(number)"}"#.utf8)) }
  }

  /// Does `work` while the service runs, and returns when the service has shut down.
  func whileRunning(_ work: () async throws -> Void) async throws {
    let start = AsyncStream.makeStream(of: Never.self)
    let group = ServiceGroup(
      services: [notifier, Starter(start: start.continuation)],
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    try await withThrowingTaskGroup { tasks in
      tasks.addTask { try await group.run() }
      // A group that was shut down before it ran would never run.
      for await _ in start.stream {}
      try await work()
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
  }
}

/// Says that its group runs.
private struct Starter: Service {
  let start: AsyncStream<Never>.Continuation

  func run() async throws {
    start.finish()
    try await gracefulShutdown()
  }
}
