import Broker
import Fetching
import Foundation
import Logging
import NIOPosix
import Runtime
import ServiceLifecycle

/// Reports this worker to the fleet: what it is, and whether its disks accept files.
struct WorkerPresence: Service {
  let broker: Broker
  let name: String
  let settings: WorkerSettings
  let tools: FetchingTools
  let logger: Logger

  func run() async throws {
    var reasonBefore: String?
    while !Task.isShuttingDownGracefully {
      let reason = await libraryReason()
      if let reason, reasonBefore == nil {
        logger.error("the library accepts no files", metadata: ["reason": "\(reason)"])
      } else if reason == nil, reasonBefore != nil {
        logger.notice("the library accepts files again")
      }
      reasonBefore = reason
      do {
        try await broker.announce(report(isLibraryWritable: reason == nil))
      } catch {
        logger.debug("could not report to the fleet", error: error)
      }
      // Ends early on a shutdown, which the loop's condition sees.
      try? await cancelWhenGracefulShutdown {
        try await Task.sleep(for: broker.policy.lease / 4)
      }
    }
    do {
      try await broker.withdraw(worker: name)
    } catch {
      logger.debug("could not leave the fleet", error: error)
    }
  }

  /// Why the library accepts no files; nil if it does, or if this worker does not file.
  private func libraryReason() async -> String? {
    guard settings.roles.contains(.finalize) else { return nil }
    let probe = StorageProbe(settings)
    do {
      try await NIOThreadPool.singleton.runIfActive { try probe.probeLibrary() }
      return nil
    } catch {
      return "\(error)"
    }
  }

  private func report(isLibraryWritable: Bool) -> WorkerReport {
    WorkerReport(
      name: name, roles: settings.roles.map(\.rawValue).sorted(),
      stagingDomain: settings.stagingDomain,
      libraryWritable: settings.roles.contains(.finalize) ? isLibraryWritable : nil,
      libraryFreeBytes: Self.freeBytes(settings.libraryFolder),
      stagingFreeBytes: Self.freeBytes(settings.stagingFolder),
      version: TonearmVersion.current, ytDlpVersion: tools.versions.ytDlp,
      ffmpegVersion: tools.versions.ffmpeg, denoVersion: tools.versions.deno,
      sandbox: tools.sandbox != nil)
  }

  private static func freeBytes(_ folder: String) -> Int? {
    // Unknown if the folder is away, and reported as such.
    try? URL(fileURLWithPath: folder).resourceValues(forKeys: [.volumeAvailableCapacityKey])
      .volumeAvailableCapacity
  }
}
