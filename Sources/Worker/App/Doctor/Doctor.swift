import Broker
import Downloads
import Fetching
import Foundation
import Hosting
import Logging
import Runtime

/// Examines what a worker depends on, without taking jobs.
struct Doctor: Sendable {
  private static let enoughDiskBytes = 2 << 30
  private static let oldDays = 60

  let settings: WorkerSettings

  /// The findings, each as soon as it is made.
  func examine() -> AsyncStream<Finding> {
    AsyncStream { report in
      let task = Task {
        report.yield(await redis())
        report.yield(library())
        report.yield(disk())
        for finding in await tools() { report.yield(finding) }
        report.finish()
      }
      report.onTermination = { _ in task.cancel() }
    }
  }

  private func redis() async -> Finding {
    do {
      let connections = try BrokerConnections(settings.common)
      let version: Result<String, any Error>
      do {
        version = .success(try await connections.broker.serverVersion())
      } catch {
        version = .failure(error)
      }
      await connections.close()
      let text = try version.get()
      guard let major = Int(text.prefix { $0 != "." }), major >= 7 else {
        return Finding(.bad, "redis", "version \(text) is too old; install 7.0 or newer")
      }
      return Finding(.good, "redis", "version \(text) responds")
    } catch {
      return Finding(.bad, "redis", "\(error); start it, or mend \(SettingKey.redisURL.variable)")
    }
  }

  private func library() -> Finding {
    do {
      let probe = StorageProbe(settings)
      try probe.probeStaging()
      try probe.probeLibrary()
      return Finding(
        .good, "library", "\(settings.libraryFolder) accepts files from \(settings.stagingFolder)")
    } catch {
      return Finding(.bad, "library", "\(error)")
    }
  }

  private func disk() -> Finding {
    do {
      let values = try URL(fileURLWithPath: settings.stagingFolder)
        .resourceValues(forKeys: [.volumeAvailableCapacityKey])
      let free = values.volumeAvailableCapacity ?? 0
      let text = "\(free >> 20) MiB free for downloads"
      return free >= Self.enoughDiskBytes
        ? Finding(.good, "disk", text) : Finding(.doubtful, "disk", "\(text); make room")
    } catch {
      return Finding(.bad, "disk", "\(settings.stagingFolder) is not there; mount its disk")
    }
  }

  private func tools() async -> [Finding] {
    await ytDlp() + [
      version("ffmpeg") { try await ToolVersions.ffmpeg(settings.fetching.ffmpeg) },
      version("deno") { try await ToolVersions.deno(settings.fetching.deno) },
    ]
  }

  private func ytDlp() async -> [Finding] {
    do {
      let trial = try await FetchingTools.tryYtDlp(
        settings.fetching, egress: settings.egress,
        logger: Logger(label: "doctor") { _ in SwiftLogNoOpLogHandler() })
      return [ytDlp(trial.version), sandbox(trial.sandboxProblem)]
    } catch {
      return [Finding(.bad, "yt-dlp", "\(error)")]
    }
  }

  private func sandbox(_ problem: String?) -> Finding {
    guard let problem else { return Finding(.good, "sandbox", "bubblewrap works") }
    return Finding(
      .doubtful, "sandbox",
      "none, because \(problem); install bubblewrap and tonearm-relay, and allow user namespaces")
  }

  private func version(_ name: String, _ ask: () async throws -> String) async -> Finding {
    do {
      return Finding(.good, name, "version \(try await ask())")
    } catch {
      return Finding(.bad, name, "\(error)")
    }
  }

  private func ytDlp(_ version: String) -> Finding {
    let parts = version.split(separator: ".").compactMap { Int($0) }
    let released = DateComponents(
      calendar: Calendar(identifier: .gregorian), timeZone: .gmt,
      year: parts.first, month: parts.dropFirst().first, day: parts.dropFirst(2).first
    ).date
    let age = released.map { Int(Date.now.timeIntervalSince($0) / 86400) } ?? 0
    guard age > Self.oldDays else { return Finding(.good, "yt-dlp", "version \(version)") }
    return Finding(
      .doubtful, "yt-dlp",
      "version \(version) is \(age) days old; sites may have changed since: update it")
  }
}

/// What the doctor found, as one line for a person.
struct Finding: Sendable, CustomStringConvertible {
  /// How it is.
  enum Verdict: String, Sendable {
    case good = "ok"
    case doubtful = "look"
    case bad = "FAIL"
  }

  let verdict: Verdict
  let subject: String
  /// What was found and, unless it is good, what to do.
  let text: String

  init(_ verdict: Verdict, _ subject: String, _ text: String) {
    self.verdict = verdict
    self.subject = subject
    self.text = text
  }

  var description: String {
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(width - text.count, 0))
    }
    return "\(padded(verdict.rawValue, 4))  \(padded(subject, 8))  \(text)"
  }
}
