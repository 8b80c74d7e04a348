import Downloads
import Glibc

extension Filing {
  /// The first copy number from `copy` on whose name nothing in its folder has, letter case aside.
  func freeCopy(for order: FilingOrder, from copy: Int) throws(FilingError) -> Int {
    let metadata = order.tag.metadata
    let folders = template.path(for: metadata).folders
    let shelf =
      folders.isEmpty
      ? try library() : try library().folderIfPresent(folders.joined(separator: "/"))
    let taken = Set(try shelf?.names().map(FileName.caseFolded) ?? [])
    let free = LibraryTemplate.copies.dropFirst(copy - 1).first { number in
      !taken.contains(FileName.caseFolded(template.path(for: metadata, copy: number).file))
    }
    guard let free else { throw .nameExhausted }
    return free
  }

  /// What became of the attempt to place a track.
  enum Placement: Sendable {
    case placed
    /// Another track has the name; ours waits where this says.
    case taken(StagedTrack)
  }

  /// Moves a tagged track to its destination, and returns when that is on the disk.
  func place(
    _ track: StagedTrack, for order: FilingOrder, at destination: LibraryPath
  ) throws(FilingError) -> Placement {
    guard let home = try folder(of: order.id, in: track.home) else { throw .stagingLost }
    let shelf = try library().makingFolder(destination.folders, mode: folderMode)
    do {
      try home.move(track.name, to: shelf, as: destination.file)
    } catch .io(EEXIST, _) {
      return .taken(track)
    } catch .io(EXDEV, _) where track.home == .staging {
      let copy = try bringOver(track, from: home, for: order)
      return try place(copy, for: order, at: destination)
    } catch {
      // Where the name with our fence is gone, a later claim has renamed it.
      throw try home.identity(of: track.name) == nil ? .stagingLost : error
    }
    try shelf.sync()
    try home.sync()
    return .placed
  }

  /// Copies a track to the library's file system, where it can be moved from.
  ///
  /// Whoever removes the original owns the copy.
  private func bringOver(
    _ track: StagedTrack, from staging: borrowing Folder, for order: FilingOrder
  ) throws(FilingError) -> StagedTrack {
    let copied = StagedTrack(home: .filing, fence: track.fence)
    let filing = try makingFilingFolder(of: order.id)
    do {
      let original = try staging.file(track.name)
      try replace(copied, in: filing) { copy throws(FilingError) in
        try copy.write(restOf: original, from: 0, at: 0)
      }
      try filing.sync()
      try staging.remove(track.name)
    } catch .io(ENOENT, _) {
      try filing.removeIfPresent(copied.name)
      throw .stagingLost
    }
    try staging.sync()
    return copied
  }
}
