import Downloads
import Files
import NIOPosix

/// The staged tracks that this host can see.
struct StagingFiles: Sendable {
  /// The staging folder; nil where none is configured.
  let folder: String?
  /// The storage that it is on.
  let domain: String

  /// The track of a download that waits to be saved; nil where there is none, or another host has it.
  func track(of download: Download) async throws -> ServedFile? {
    guard let folder, download.stagingDomain == domain,
      [.awaitingConfirmation, .finalizing].contains(download.state)
    else { return nil }
    return try await NIOThreadPool.singleton.runIfActive {
      do {
        guard let home = try Folder(root: folder).folderIfPresent(download.id.description) else {
          return nil
        }
        // The worker renames it for each attempt to file it.
        for name in try home.names().sorted()
        where name.wholeMatch(of: /track(\.[0-9]+)?\.mp3/) != nil {
          if let file = try home.fileIfPresent(name) { return ServedFile(file) }
        }
        return nil
      } catch let error as FileError where error.condition == .away {
        // Another host's storage, or one whose disk is not mounted: nothing can be played from here.
        return nil
      }
    }
  }
}
