import Catalogue
import Foundation

/// The catalogue's changes, at a time of this host's clock.
extension CatalogueWriter {
  func compare(_ files: [FoundFile], at time: Date) async throws -> ScanComparison {
    try await compare(files, atMilliseconds: time.milliseconds)
  }

  func store(_ files: [LibraryFile], isPending: Bool, at time: Date) async throws -> [StoredTrack] {
    try await store(files, isPending: isPending, atMilliseconds: time.milliseconds)
  }

  func move(_ id: TrackID, to path: TrackPath, at time: Date) async throws -> (
    track: Track, replaced: TrackID?
  )? {
    try await move(id, to: path, atMilliseconds: time.milliseconds)
  }

  func moveFolder(_ folder: TrackPath, to newFolder: TrackPath, at time: Date) async throws
    -> [TrackID]
  {
    try await moveFolder(folder, to: newFolder, atMilliseconds: time.milliseconds)
  }

  func finishSecondPass(of id: TrackID, coverHash: String?, at time: Date) async throws -> Track? {
    try await finishSecondPass(of: id, coverHash: coverHash, atMilliseconds: time.milliseconds)
  }

  func trash(_ id: TrackID, at time: Date) async throws -> Track? {
    try await trash(id, atMilliseconds: time.milliseconds)
  }

  func restore(_ id: TrackID, to path: TrackPath, at time: Date) async throws -> Track? {
    try await restore(id, to: path, atMilliseconds: time.milliseconds)
  }

  func markAllMissing(at time: Date) async throws -> Int {
    try await markAllMissing(atMilliseconds: time.milliseconds)
  }
}

extension Date {
  /// Milliseconds since 1970.
  var milliseconds: Int64 { Int64(timeIntervalSince1970 * 1000) }
}
