import Downloads
import Filing
import Foundation
import NIOPosix

/// The folders where downloads wait: `<staging>/<id>/` for a download, `<staging>/<id>/<fence>/` for an attempt.
struct Staging: Sendable {
  let root: String

  func folder(_ id: DownloadID) -> String { "\(root)/\(id)" }

  func attemptFolder(_ id: DownloadID, fence: Int) -> String { "\(folder(id))/\(fence)" }

  /// Why no files can be made here at the moment, as far as that is known without making one; nil if they can.
  ///
  /// A full disk is no such reason: the download fails, and its user sees why.
  func obstacle() async -> String? {
    // Throws only after the pool has ended, and the process's own pool never does.
    try? await NIOThreadPool.singleton.runIfActive {
      guard access(root, W_OK | X_OK) != 0 else { return nil }
      return "\(root): \(String(cString: strerror(errno)))"
    }
  }

  /// Makes the attempt's folder, empty and private, and removes those of earlier attempts.
  ///
  /// Throws ``DownloadFailure`` if that is not possible.
  func makeAttemptFolder(_ id: DownloadID, fence: Int) throws(DownloadFailure) -> String {
    removeAttempts(id, before: fence)
    // One by one: if the disk is away, the staging folder itself must not be made at its mount point.
    for path in [folder(id), attemptFolder(id, fence: fence)] {
      guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
        throw failure("make \(path)")
      }
    }
    return attemptFolder(id, fence: fence)
  }

  /// Makes an attempt's file the download's track, by one rename, and returns once that is on the disk. Blocks.
  func keep(_ track: String, of id: DownloadID) throws(DownloadFailure) {
    let place = "\(folder(id))/\(StagedTrack.downloadedName)"
    try flush(track)
    guard rename(track, place) == 0 else { throw failure("move the track") }
    try flush(folder(id))
    try flush(root)
  }

  private func flush(_ path: String) throws(DownloadFailure) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure("open \(path)") }
    defer { close(file) }
    guard fsync(file) == 0 else { throw failure("flush \(path)") }
  }

  /// The failure of a call, from `errno`; `action` is what was attempted.
  private func failure(_ action: String) -> DownloadFailure {
    let reason = errno
    return DownloadFailure(
      [ENOSPC, EDQUOT].contains(reason) ? .diskFull : .internal,
      detail: "cannot \(action): \(String(cString: strerror(reason)))")
  }

  /// Removes an attempt's folder, and the download's if nothing else is in it.
  func removeAttempt(_ id: DownloadID, fence: Int) {
    // Absent is fine; what cannot be removed now goes with the download's folder.
    try? FileManager.default.removeItem(atPath: attemptFolder(id, fence: fence))
    rmdir(folder(id))
  }

  /// Removes the folders of all attempts before `fence`.
  func removeAttempts(_ id: DownloadID, before fence: Int) {
    // Without a folder there are no attempts.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder(id))) ?? []
    for earlier in names.compactMap({ Int($0) }) where earlier < fence {
      removeAttempt(id, fence: earlier)
    }
  }

  /// Removes everything that a download has staged.
  func remove(_ id: DownloadID) {
    // Absent is fine; what cannot be removed now is left to the sweep.
    try? FileManager.default.removeItem(atPath: folder(id))
  }
}
