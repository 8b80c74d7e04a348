import Catalogue
import Files
import Foundation
import Logging

/// Files that come under other names, and tracks whose files are gone.
extension LibraryScanner {
  /// The longest that copying a file to another file system takes before the original is removed.
  private static let copyingTime = 60.0
  /// How long a track whose place was taken waits for its file to come up: longer than the watch waits for a file
  /// to be quiet.
  private static let parkingTime = 1.5

  /// Whether the file is that of a track under a new name, which the track then has. One after the other, lest two
  /// files become one track; and a track whose place is taken is parked, for its file may come up next.
  func adopt(_ found: FoundFile) async throws -> Bool {
    for known in try await catalogue.files(like: found.stamp) where known.path != found.path {
      // A hard link is another file, which has a track of its own.
      switch try await presence(of: known.path) {
      case .there(let stamp) where stamp.inode == known.stamp.inode: continue
      case .unknown: continue
      case .there, .gone: break
      }
      try await move(known.id, to: found.path)
      return true
    }
    return false
  }

  /// Whether there is a file.
  enum Presence {
    case there(FileStamp)
    case gone
    /// It cannot be told; then nothing is concluded.
    case unknown
  }

  func presence(of path: TrackPath) async throws -> Presence {
    do {
      return try await blocking {
        if let stamp = try files.stamp(path) { return .there(stamp) }
        return library.isThere() ? .gone : .unknown
      }
    } catch let error as FileError {
      logger.debug("a file cannot be looked at", error: error, metadata: ["path": "\(path)"])
      return .unknown
    }
  }

  private func move(_ id: TrackID, to path: TrackPath) async throws {
    guard let track = try await catalogue.move(id, to: path, at: .now) else { return }
    await announcer.updated(track)
  }

  func move(_ from: TrackPath, _ to: TrackPath) async throws {
    if let track = try await catalogue.track(at: from) {
      try await move(track.id, to: to)
      // It may have been changed before it was moved.
      return try await look(at: to)
    }
    let moved = try await catalogue.moveFolder(from, to: to, at: .now)
    guard !moved.isEmpty else { return try await look(at: to) }
    for id in moved {
      if let track = try await catalogue.track(id) { await announcer.updated(track) }
    }
  }

  /// Removes the tracks at and beneath a path, unless something is there again.
  func lookForAbsence(of path: TrackPath) async throws {
    if case .there = try await presence(of: path) { return try await look(at: path) }
    if let track = try await catalogue.track(at: path) {
      try await forget(track, copiedSince: .now - Self.copyingTime)
    } else {
      for id in try await catalogue.remove(at: path) { await announcer.removed(id) }
    }
  }

  /// Removes the track at `path` if nothing is there any more; but where the same sound has come into the library
  /// since, it was moved by way of a copy, and the track goes with it.
  func forgetIfGone(_ path: TrackPath, copiedSince start: Date) async throws {
    guard case .gone = try await presence(of: path),
      let track = try await catalogue.track(at: path)
    else { return }
    try await forget(track, copiedSince: start)
  }

  private func forget(_ track: Track, copiedSince start: Date) async throws {
    if let hash = track.file.audioHash {
      for copy in try await catalogue.files(audioHash: hash) where copy.id != track.id {
        guard let heir = try await catalogue.track(copy.id),
          heir.addedAtMilliseconds >= start.milliseconds,
          // As mv leaves it on another file system; a copy that somebody means to keep has a time of its own.
          heir.file.stamp.modifiedAtNanoseconds == track.file.stamp.modifiedAtNanoseconds,
          case .there = try await presence(of: copy.path)
        else { continue }
        try await move(track.id, to: copy.path)
        return try await look(at: copy.path)
      }
    }
    for id in try await catalogue.remove(at: track.file.path) { await announcer.removed(id) }
  }

  /// Removes the tracks whose place was taken and whose files did not come up, again and again until it is cancelled.
  func forgetParked() async throws {
    while true {
      try await Task.sleep(for: .seconds(1))
      // A scan may yet come upon them.
      try await scans.withLock {
        try await mutex.withLock {
          for id in try await catalogue.removeParked(before: .now - Self.parkingTime) {
            await announcer.removed(id)
          }
        }
      }
    }
  }
}
