import Downloads
import Files
import Glibc
import ID3

extension Filing {
  /// What is left to do for an order.
  enum Preparation: Sendable {
    /// An earlier claim placed the track.
    case filed(LibraryPath)
    /// The track is in our possession and carries the approved values.
    case tagged(StagedTrack)
  }

  /// Takes possession of the track and writes its tags, unless it is in the library already.
  func prepare(_ order: FilingOrder) throws -> Preparation {
    // Staging is usually inside the library; where that is missing, it is what to put right.
    _ = try library()
    let track = try take(order)
    // Only now: a filer that lost its claim may place the track until it is renamed, and then no more.
    if let path = order.recordedDestination, try isFiled(order.id, at: path) { return .filed(path) }
    guard let track, let folder = try folder(of: order.id, in: track.home) else {
      throw FilingError.stagingLost
    }
    try write(order.tag, into: track, in: folder)
    return .tagged(track)
  }

  /// Takes the track from the first folder that has one, nil where none has.
  private func take(_ order: FilingOrder) throws -> StagedTrack? {
    for home in StagedTrack.Home.allCases {
      guard let folder = try folder(of: order.id, in: home) else { continue }
      if let track = try take(in: folder, home, fence: order.fence) { return track }
    }
    return nil
  }

  /// Renames the newest track to the name that holds our fence.
  ///
  /// A track of a higher fence is never touched: it belongs to a later claim, and ours is lost.
  private func take(
    in folder: borrowing Folder, _ home: StagedTrack.Home, fence: Int
  ) throws -> StagedTrack? {
    let ours = StagedTrack(home: home, fence: fence)
    for _ in 0..<100 {
      let newest = try folder.names().compactMap { StagedTrack(home: home, name: $0) }
        .filter { $0.fence <= fence }.max { $0.fence < $1.fence }
      guard let newest else { return nil }
      if newest == ours { return ours }
      do throws(FileError) {
        try folder.rename(newest.name, to: ours.name)
        return ours
      } catch {
        // ENOENT: another filer moved it between our look and our rename; look again.
        guard error.errno == ENOENT else { throw error }
      }
    }
    return nil
  }

  /// Writes the whole tag region that the file begins with, or a new file where that is too small.
  private func write(
    _ tag: ID3Tag, into track: StagedTrack, in folder: borrowing Folder
  ) throws {
    let file = try folder.file(track.name, writable: true)
    let region = ID3TagHeader(try file.read(ID3TagHeader.sizeBytes, at: 0))?.totalSizeBytes ?? 0
    guard region < file.sizeBytes else { throw FilingError.untaggable(.damaged) }
    let bytes = try rendered(tag, minimumSizeBytes: region)
    if bytes.count == region, try isOursAlone(file, track, in: folder) {
      try file.write(bytes, at: 0)
      try file.setMode(fileMode)
      try file.sync()
    } else {
      try replace(track, in: folder) { copy throws in
        try copy.write(bytes, at: 0)
        try copy.write(restOf: file, from: region, at: bytes.count)
      }
    }
  }

  /// Whether the file may be changed in place.
  ///
  /// A filer that lost its claim while it slept may still have the file open. It writes only while it
  /// holds the lock and the file has the name with its fence, so where we get both, it is past writing.
  private func isOursAlone(
    _ file: borrowing OpenFile, _ track: StagedTrack, in folder: borrowing Folder
  ) throws -> Bool {
    let isLocked = file.lock()
    guard let identity = try folder.identity(of: track.name) else { throw FilingError.stagingLost }
    return isLocked && file.linkCount == 1 && file.identity == identity
  }

  /// Puts a new file in the place of a track, whole or not at all.
  func replace(
    _ track: StagedTrack, in folder: borrowing Folder,
    fill: (borrowing OpenFile) throws -> Void
  ) throws {
    do {
      let copy = try folder.makingFile(track.partName)
      try fill(copy)
      try copy.setMode(fileMode)
      try copy.sync()
      try folder.rename(track.partName, to: track.name)
    } catch {
      // The first error is the one to know; what stays behind goes with the folder.
      try? folder.remove(track.partName)
      throw error
    }
  }

  private func rendered(_ tag: ID3Tag, minimumSizeBytes: Int) throws -> [UInt8] {
    do {
      return try tag.rendered(minimumSizeBytes: minimumSizeBytes)
    } catch {
      throw FilingError.untaggable(error)
    }
  }
}
