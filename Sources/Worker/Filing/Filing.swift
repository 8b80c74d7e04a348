import Downloads
import NIOPosix

/// Brings staged tracks into the library: tags written, safely named, whole, and never over another file.
///
/// Every step can be repeated after a crash, and two filers of one download end with one file. The track
/// is possessed by its name, which holds the fence of the claim: renaming it is taking it. The broker's
/// part is left to the caller.
struct Filing: Sendable {
  let libraryFolder: String
  let stagingFolder: String
  let template: LibraryTemplate
  /// `library.mode`: the permission bits of filed tracks.
  let fileMode: UInt32

  /// Files a track and says where it is.
  ///
  /// `record` makes a destination part of the download's record before anything is placed there; it is
  /// called again when another track turns out to have the name. `beat` proves that the claim still
  /// stands. What they throw ends the filing and is passed on; all else is a ``FilingError``.
  func file(
    _ order: FilingOrder, record: @Sendable (LibraryPath) async throws -> Void,
    beat: @Sendable () async throws -> Void
  ) async throws -> LibraryPath {
    switch try await blocking({ try prepare(order) }) {
    case .filed(let path):
      return path
    case .tagged(var track):
      var copy = LibraryTemplate.copies.lowerBound
      while true {
        let free = try await blocking { [copy] in try freeCopy(for: order, from: copy) }
        let destination = template.path(for: order.tag.metadata, copy: free)
        try await record(destination)
        try await beat()
        switch try await blocking({ [track] in try place(track, for: order, at: destination) }) {
        case .placed:
          return destination
        case .taken(let waiting):
          track = waiting
          copy = free + 1
        }
      }
    }
  }

  /// Removes all that a download has staged; called when its record is terminal.
  func removeStaging(of id: DownloadID) async throws {
    try await blocking { try clear(id) }
  }

  /// Runs file work where it may block.
  func blocking<Result: Sendable>(
    _ work: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await NIOThreadPool.singleton.runIfActive(work)
  }
}
