import Catalogue
import NIOPosix

/// What is done for a track once it is listed: its tags are put into shape and its covers made.
struct TagAndCoverPass: Sendable {
  let catalogue: CatalogueWriter
  let scanner: LibraryScanner
  /// nil where no foreign tags are put into shape.
  let standard: TrackRewriter?
  let source: CoverSource
  let covers: CoverCache

  /// Does what is still to be done for a track; nothing where it is done, or the track gone.
  func complete(_ id: TrackID) async throws {
    guard let track = try await catalogue.track(id), track.isPending else { return }
    if let standard {
      try await scanner.mutex.withLock {
        do {
          if try await standard.standardise(track.file.path) {
            try await scanner.store(track.file.path, isPending: true)
          }
        } catch is RewritingError {
          // A file that cannot be put into shape stays as it is.
        }
      }
    }
    try await renew(id)
  }

  /// Makes the covers of the picture that the track has now.
  func renew(_ id: TrackID) async throws {
    guard let track = try await catalogue.track(id) else { return }
    let path = track.file.path
    let picture = try await NIOThreadPool.singleton.runIfActive { try source.picture(of: path) }
    var hash: String?
    if let picture { hash = try await covers.keep(picture) }
    if let done = try await catalogue.finishSecondPass(of: id, coverHash: hash, at: .now) {
      await scanner.announcer.updated(done)
    }
  }
}
