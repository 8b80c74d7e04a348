import Catalogue
import Foundation
import Logging

extension LibraryScanner {
  private static let pageSize = 500

  /// Compares a folder, and everything beneath it, with the catalogue; each batch under `mutex`.
  func rescan(_ folder: FolderPath) async throws {
    try await scans.withLock { try await scan(folder) }
  }

  private func scan(_ folder: FolderPath) async throws {
    let start = ContinuousClock.now
    let began = Date.now
    try await catalogue.beginScan()
    let batches: WalkBatches
    do {
      batches = try await WalkBatches.begin(root: files.libraryFolder, from: folder)
    } catch {
      logger.warning("the library cannot be opened", error: error)
      return try await loseEverything()
    }
    if case .root = folder { library.note(batches.root) }
    // Another folder has taken its place, which the watch is about to tell.
    guard library.isKnown(batches.root) else { return }
    var count = 0
    var unreadable: [FolderPath] = []
    while case let findings = try await batches.next(), !findings.isEmpty {
      var files: [FoundFile] = []
      for finding in findings {
        switch finding {
        case .audio(let file): files.append(file)
        case .unreadable(let folder, let reason):
          unreadable.append(folder)
          logger.warning(
            "a folder cannot be read", metadata: ["folder": "\(folder)", "reason": "\(reason)"])
        case .folder, .picture: break
        }
      }
      count += files.count
      let found = files
      try await mutex.withLock {
        try await take(try await catalogue.compare(found, at: .now))
      }
    }
    if case .root = folder, count == 0 {
      library.note(nil)
      return try await mutex.withLock { try await loseEverythingIfThereIsAnything() }
    }
    let skipped = unreadable
    try await mutex.withLock { try await removeUnseen(in: folder, except: skipped, since: began) }
    logger.info(
      "looked through the library",
      metadata: [
        "files": "\(count)", "seconds": "\((ContinuousClock.now - start) / .seconds(1))",
      ])
  }

  /// Removes the tracks of a folder that the scan has not seen and that are really not there.
  private func removeUnseen(
    in folder: FolderPath, except unreadable: [FolderPath], since began: Date
  ) async throws {
    var last = folder.path
    while case let page = try await catalogue.unseen(after: last, limit: Self.pageSize),
      let end = page.last
    {
      for file in page
      where folder.contains(file.path) && !unreadable.contains(where: { $0.contains(file.path) }) {
        try await forgetIfGone(file.path, copiedSince: began)
      }
      last = end.path
    }
  }

  private func loseEverythingIfThereIsAnything() async throws {
    let known = try await catalogue.unseen(limit: 1)
    if !known.isEmpty { try await loseEverything() }
  }
}
