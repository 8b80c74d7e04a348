import Downloads
import Foundation
import Logging
import Runtime

/// The programs that fetch, found and tried, and the sandbox that they run in.
package struct FetchingTools: Sendable {
  /// How yt-dlp runs here.
  package struct Trial: Sendable {
    /// nil if programs run without one, for the reason in `sandboxProblem`.
    package let sandbox: Sandbox?
    /// One clause; nil if there is a sandbox.
    package let sandboxProblem: String?
    /// Such as `2026.08.19`.
    package let version: String
  }

  /// What they were found by.
  package let settings: FetchingSettings
  /// nil if the kernel or the host does not allow one.
  package let sandbox: Sandbox?
  /// The versions that were found.
  package let versions: ToolVersions

  /// Makes covers out of pictures that users sent.
  package func pictures(_ logger: Logger) -> PictureMaker {
    PictureMaker(ffmpeg: settings.ffmpeg, sandbox: sandbox, logger: logger)
  }

  /// Tries all of them. Throws ``SettingError`` if one cannot be run, or if yt-dlp is too old.
  package static func find(_ settings: FetchingSettings, egress: EgressPolicy, logger: Logger)
    async throws -> FetchingTools
  {
    let trial = try await tryYtDlp(settings, egress: egress, logger: logger)
    return FetchingTools(
      settings: settings, sandbox: trial.sandbox,
      versions: ToolVersions(
        ytDlp: trial.version, ffmpeg: try await ToolVersions.ffmpeg(settings.ffmpeg),
        deno: try await ToolVersions.deno(settings.deno)))
  }

  /// Tries yt-dlp inside a sandbox and, if that does not work, logs why and tries it without one.
  ///
  /// Throws ``SettingError`` if it cannot be run, or is too old.
  package static func tryYtDlp(_ settings: FetchingSettings, egress: EgressPolicy, logger: Logger)
    async throws -> Trial
  {
    let scratch = try ScratchFolder()
    defer { withExtendedLifetime(scratch) {} }

    func version(_ sandbox: Sandbox?) async throws -> String {
      let limits = EgressLimits(bytes: 0, lifetime: .seconds(60))
      let exit = try await EgressExit.open(
        for: sandbox, policy: egress, limits: limits, logger: logger)
      let version: Result<String, any Error>
      do {
        version = .success(
          try await YtDlp.version(settings, sandbox: sandbox, folder: scratch.path, exit: exit))
      } catch {
        version = .failure(error)
      }
      await exit.proxy.close()
      return try version.get()
    }

    let problem: String
    do {
      let sandbox = try Sandbox(programs: [settings.ytDlp, settings.ffmpeg, settings.deno])
      let version = try await version(sandbox)
      try requireRecent(version, settings)
      return Trial(sandbox: sandbox, sandboxProblem: nil, version: version)
    } catch let error as FetchingError {
      problem = "\(error)"
    } catch let failure as DownloadFailure {
      problem = "bubblewrap does not work here: \(failure.detail ?? "")"
    }
    logger.warning("programs run without a sandbox", metadata: ["reason": "\(problem)"])
    do {
      let version = try await version(nil)
      try requireRecent(version, settings)
      return Trial(sandbox: nil, sandboxProblem: problem, version: version)
    } catch is DownloadFailure {
      throw SettingError(
        .ytDlpPath, value: settings.ytDlp,
        allowed: "a yt-dlp that can be run; ./scripts/setup installs one")
    }
  }

  private static func requireRecent(_ version: String, _ settings: FetchingSettings)
    throws(SettingError)
  {
    guard version >= YtDlp.oldestVersion else {
      throw SettingError(
        .ytDlpPath, value: settings.ytDlp,
        allowed: "yt-dlp \(YtDlp.oldestVersion) or newer, not \(version)")
    }
  }
}
