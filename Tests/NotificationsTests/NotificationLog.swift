import Logging
import Synchronization

/// Keeps what is logged.
final class NotificationLog: Sendable {
  private let kept = Mutex<[String]>([])

  /// Level, message and metadata of every line.
  var lines: [String] { kept.withLock(\.self) }

  var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }

  private struct Handler: LogHandler {
    let log: NotificationLog
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
      let values = all.sorted { $0.key < $1.key }.map { " \($0)=\($1)" }.joined()
      log.kept.withLock { $0.append("\(event.level): \(event.message)\(values)") }
    }
  }
}
