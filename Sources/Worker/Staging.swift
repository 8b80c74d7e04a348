import Downloads
import Foundation

/// The folders where downloads wait: `<staging>/<id>/` for a download, `<staging>/<id>/<fence>/` for an attempt.
struct Staging: Sendable {
  let root: String

  func folder(_ id: DownloadID) -> String { "\(root)/\(id)" }

  func attemptFolder(_ id: DownloadID, fence: Int) -> String { "\(folder(id))/\(fence)" }

  /// Makes the attempt's folder, empty and private, and removes those of earlier attempts.
  ///
  /// Throws ``DownloadFailure`` where that is not possible.
  func makeAttemptFolder(_ id: DownloadID, fence: Int) throws -> String {
    removeAttempts(id, before: fence)
    // One by one: a staging folder whose disk is away must not be made where it was mounted.
    for path in [folder(id), attemptFolder(id, fence: fence)] {
      guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
        let reason = errno
        throw DownloadFailure(
          [ENOSPC, EDQUOT].contains(reason) ? .diskFull : .internal,
          detail: "cannot make \(path): \(String(cString: strerror(reason)))")
      }
    }
    return attemptFolder(id, fence: fence)
  }

  /// Makes what an attempt produced the download's track, by one rename.
  func keep(_ track: String, of id: DownloadID) throws {
    let place = "\(folder(id))/\(StagedTrack.downloadedName)"
    guard rename(track, place) == 0 else {
      throw DownloadFailure(.internal, detail: "cannot move the track: errno \(errno)")
    }
  }

  /// Removes an attempt's folder, and the download's if nothing else is in it.
  func removeAttempt(_ id: DownloadID, fence: Int) {
    // Absent is what is wanted; what cannot be removed now goes with the download's folder.
    try? FileManager.default.removeItem(atPath: attemptFolder(id, fence: fence))
    rmdir(folder(id))
  }

  /// Removes the folders of all attempts before `fence`.
  func removeAttempts(_ id: DownloadID, before fence: Int) {
    // No folder: no attempts.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder(id))) ?? []
    for earlier in names.compactMap({ Int($0) }) where earlier < fence {
      removeAttempt(id, fence: earlier)
    }
  }

  /// Removes all that a download has staged.
  func remove(_ id: DownloadID) {
    // Absent is what is wanted; what cannot be removed now is garbage for the sweep.
    try? FileManager.default.removeItem(atPath: folder(id))
  }
}
