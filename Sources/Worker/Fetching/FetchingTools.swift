import Downloads
import Foundation
import Logging
import Runtime

/// The programs that fetch, found and tried, and the wall around them.
struct FetchingTools: Sendable {
  let settings: FetchingSettings
  /// nil where the kernel or the host does not allow one.
  let sandbox: Sandbox?
  let versions: ToolVersions

  /// Makes covers of what users send.
  func pictures(_ logger: Logger) -> PictureMaker {
    PictureMaker(ffmpeg: settings.ffmpeg, sandbox: sandbox, logger: logger)
  }

  /// Tries all of them. Throws ``SettingError`` where one cannot be run, or yt-dlp is too old.
  static func find(_ settings: FetchingSettings, egress: EgressPolicy, logger: Logger)
    async throws -> FetchingTools
  {
    let (sandbox, ytDlp) = try await tryYtDlp(settings, egress: egress, logger: logger)
    return FetchingTools(
      settings: settings, sandbox: sandbox,
      versions: ToolVersions(
        ytDlp: ytDlp, ffmpeg: try await ToolVersions.ffmpeg(settings.ffmpeg),
        deno: try await ToolVersions.deno(settings.deno)))
  }

  /// Tries yt-dlp inside a sandbox, and without one if that does not work, which is said once.
  ///
  /// Throws ``SettingError`` where it cannot be run, or is too old.
  static func tryYtDlp(_ settings: FetchingSettings, egress: EgressPolicy, logger: Logger)
    async throws -> (sandbox: Sandbox?, version: String)
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

    if let sandbox = Sandbox(programs: [settings.ytDlp, settings.ffmpeg, settings.deno]) {
      do {
        let version = try await version(sandbox)
        try requireRecent(version, settings)
        return (sandbox, version)
      } catch let failure as DownloadFailure {
        logger.warning(
          "bubblewrap does not work here: programs run without a sandbox",
          metadata: ["detail": "\(failure.detail ?? "")"])
      }
    } else {
      logger.warning("bubblewrap is not installed: programs run without a sandbox")
    }
    do {
      let version = try await version(nil)
      try requireRecent(version, settings)
      return (nil, version)
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
