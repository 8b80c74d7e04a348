import Broker
import Downloads
import Foundation
import Logging
import Runtime

/// Examines what a worker depends on, without taking any job.
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
      return Finding(.good, "redis", "version \(text) answers")
    } catch {
      return Finding(.bad, "redis", "\(error); start it, or mend \(SettingKey.redisURL.variable)")
    }
  }

  private func library() -> Finding {
    do {
      try StagingProof(settings).prove()
      return Finding(
        .good, "library", "\(settings.libraryFolder) takes files from \(settings.stagingFolder)")
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
    var findings: [Finding] = []
    do {
      let tools = try await FetchingTools.find(
        settings.fetching, egress: settings.egress,
        logger: Logger(label: "doctor") { _ in SwiftLogNoOpLogHandler() })
      findings.append(ytDlp(tools.ytDlpVersion))
      findings.append(
        tools.sandbox == nil
          ? Finding(
            .doubtful, "sandbox", "none; install bubblewrap and allow user namespaces")
          : Finding(.good, "sandbox", "bubblewrap works"))
    } catch {
      findings.append(Finding(.bad, "yt-dlp", "\(error)"))
    }
    findings.append(await version(of: settings.fetching.ffmpeg, ["-version"], "ffmpeg"))
    findings.append(await version(of: settings.fetching.deno, ["--version"], "deno"))
    return findings
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

  private func version(of program: String, _ arguments: [String], _ name: String) async -> Finding {
    do {
      let line = FirstLine()
      let outcome = try await JobProcess(
        program, arguments, environment: ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"],
        folder: "/", sandbox: nil
      ).run { await line.offer($0) }
      guard outcome.succeeded, let text = await line.text else {
        return Finding(.bad, name, "\(program) does not run; install it again")
      }
      return Finding(.good, name, text)
    } catch {
      return Finding(.bad, name, "\(program) does not run; install it")
    }
  }
}

/// The first line that a program printed.
private actor FirstLine {
  private(set) var text: String?

  func offer(_ line: String) { text = text ?? line }
}
