import Broker
import Catalogue
import Downloads
import Fetching
import Files
import Foundation
import ID3
import Logging
import Runtime

/// Does the jobs of the library's stream; each can be repeated.
struct LibraryJobs: Sendable {
  private static let attemptLimit = 3

  let broker: Broker
  let catalogue: CatalogueWriter
  let scanner: LibraryScanner
  let tagsAndCovers: TagAndCoverPass
  let rewriter: TrackRewriter
  let trash: LibraryTrash
  let pictures: PictureMaker
  let logger: Logger

  /// Does a job and says how it ended. What goes wrong around it leaves the job for later.
  func handle(_ delivery: JobQueue<LibraryJob>.Delivery) async {
    var logger = logger
    let job = delivery.job
    logger[metadataKey: "job"] = "\(job.kind.rawValue)"
    logger[metadataKey: "track"] = "\(job.track?.description ?? "")"
    do {
      let attempt = try await broker.attempts(delivery)
      guard attempt <= Self.attemptLimit else {
        logger.error("a job in the library was given up")
        let sentence = "This could not be done, though it was tried several times."
        return try await broker.finish(delivery, .failed(.other, sentence))
      }
      let outcome: LibraryJobOutcome
      do {
        try await perform(job, isRepeated: attempt > 1)
        outcome = .done
      } catch let error as RewritingError {
        logger.notice("a job in the library was not done", metadata: ["reason": "\(error)"])
        outcome = .failed(error.code, error.sentence)
      }
      try await broker.finish(delivery, outcome)
    } catch {
      // The entry stays pending; it is reclaimed once its lease is over.
      logger.warning("a job in the library was left for later", error: error)
    }
  }

  private func perform(_ job: LibraryJob, isRepeated: Bool) async throws {
    switch job.task {
    case .index(let filed):
      guard let path = TrackPath(filed.description) else { return }
      try await scanner.mutex.withLock { try await scanner.look(at: path) }
      // What a person has just saved does not wait behind the covers of a whole library.
      if let track = try await catalogue.track(at: path) {
        try await tagsAndCovers.complete(track.id)
      }
    case .rescan: try await scanner.rescan(.root)
    case .complete(let id): try await tagsAndCovers.complete(id)
    case .edit(let id, let edit):
      // Who was at it before may have renamed the file and died before saying so.
      if isRepeated, edit.rename { try await scanner.rescan(.root) }
      try await rewrite(id, TrackEdit(metadata: edit.edits, renames: edit.rename))
    case .cover(let id):
      // Without its picture the job was done before.
      guard let picture = try await broker.picture(of: job) else { return }
      guard let jpeg = try await pictures.jpeg(from: picture), let cover = CoverImage(jpeg) else {
        throw RewritingError.unusablePicture
      }
      try await rewrite(id, TrackEdit(cover: cover))
      try await tagsAndCovers.renew(id)
    case .remove(let id): try await remove(id)
    case .restore(let id): try await restore(id)
    }
  }

  private func rewrite(_ id: TrackID, _ edit: TrackEdit) async throws {
    try await scanner.mutex.withLock {
      guard let track = try await catalogue.track(id) else { throw RewritingError.missing }
      let path = try await rewriter.rewrite(track.file.path, edit) {
        try await scanner.store(track.file.path, isPending: track.isPending)
      }
      await FaultPoint.renamed.reach()
      if path != track.file.path { _ = try await catalogue.move(id, to: path, at: .now) }
      try await scanner.store(path, isPending: track.isPending)
    }
  }

  private func remove(_ id: TrackID) async throws {
    try await scanner.mutex.withLock {
      // First, for a track in the trash is known whatever happens next.
      if let track = try await catalogue.trash(id, at: .now) {
        do {
          try await trash.trash(id, track.file.path)
        } catch {
          _ = try await catalogue.restore(id, to: track.file.path, at: .now)
          throw error
        }
        await FaultPoint.trashed.reach()
        await scanner.announcer.removed(id)
      } else if let track = try await catalogue.trashedTrack(id) {
        // Unless who was at it before has died in between, another file is there by now, or none.
        let path = track.file.path
        let stamp = try await scanner.blocking { try scanner.files.stamp(path) }
        if stamp == track.file.stamp { try await trash.trash(id, path) }
      } else {
        throw RewritingError.missing
      }
    }
  }

  private func restore(_ id: TrackID) async throws {
    try await scanner.mutex.withLock {
      guard try await catalogue.trashedTrack(id) != nil else {
        guard try await catalogue.track(id) != nil else { throw RewritingError.missing }
        return
      }
      let path = try await trash.restore(id)
      // The watch may have been quicker and taken it for a new file.
      for stranger in try await catalogue.remove(at: path) {
        await scanner.announcer.removed(stranger)
      }
      if let track = try await catalogue.restore(id, to: path, at: .now) {
        await scanner.announcer.added(track)
      }
    }
  }
}

extension RewritingError {
  /// The reason as clients of the job see it.
  fileprivate var code: LibraryJobFailure {
    switch self {
    case .missing: .notFound
    case .changedMeanwhile: .conflict
    case .unreadable, .unsupported, .tooLarge, .soundWouldChange, .unusablePicture: .unsuitable
    case .nameExhausted: .other
    case .library(let error):
      switch error.condition {
      case .diskFull: .diskFull
      case .readOnly, .notPermitted, .away: .readOnly
      case .missing, .other: .other
      }
    }
  }
}
