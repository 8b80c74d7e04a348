import Catalogue
import Downloads
import Fetching
import Files
import Foundation
import ID3
import Logging
import NIOPosix
import AudioFiles

/// Changes tracks that are in the library, each by a new file that takes the old one's place.
///
/// The new file is made in `.tonearm/rewriting`, compared with the old one, and renamed over it, if that is
/// still what was read. A crash at any step leaves the one or the other, whole. Links are not followed. Texts
/// that a person typed are written verbatim.
///
/// All methods throw ``RewritingError``, or ``CancellationError``; then the file is as it was.
struct TrackRewriter: Sendable {
  let libraryFolder: String
  let template: LibraryTemplate
  let ffmpeg: String
  let sandbox: Sandbox?
  let logger: Logger
  /// Of texts whose tag does not say theirs; names that iconv knows, best first.
  var encodings: [String] = []

  static let workFolder = [".tonearm", "rewriting"]

  /// Carries out an edit, and returns the path of the file afterwards.
  ///
  /// Where the edit makes no difference, nothing is written. Where the file cannot be renamed after its
  /// tag was changed, the change stands. `beforeRename` is called in between, to note what the file is now: then it
  /// is known again under its new name, whatever happens.
  func rewrite(
    _ path: TrackPath, _ edit: TrackEdit, beforeRename: () async throws -> Void = {}
  ) async throws -> TrackPath {
    let draft = try await makeDraft(of: path) { audio, file in
      let change = TagChange(edit.metadata, of: audio.tags, cover: edit.cover)
      if change.isEmpty { return nil }
      try file.apply(change)
      return try file.parts()
    }
    if let draft { try await put(draft, at: path) }
    guard edit.renames else { return path }
    try await beforeRename()
    return try await blocking { try rename(path) }
  }

  /// Brings the tag to the standard; returns whether the file was rewritten.
  ///
  /// A track that Tonearm filed is left alone: a person approved its texts as they are.
  func standardise(_ path: TrackPath) async throws -> Bool {
    let draft = try await makeDraft(of: path) { audio, file in
      guard audio.downloadID == nil, try file.standardise() else { return nil }
      return try file.parts()
    }
    guard let draft else { return false }
    try await put(draft, at: path)
    return true
  }

  /// Removes what crashes left behind; nothing that is younger than `age`, which may be in the making.
  func sweep(olderThan age: Duration = .seconds(3600)) async throws {
    try await blocking {
      let path = Self.workFolder.joined(separator: "/")
      guard let folder = try Folder(root: libraryFolder).folderIfPresent(path) else { return }
      let latest = time(nil) - Int(age.components.seconds)
      try folder.forEachFolder { name, draft in
        if try draft.status().st_mtim.tv_sec <= latest { try folder.removeTree(name) }
      }
    }
  }

  /// Compares a draft with its original, puts it in the place of that, and removes what is left of it.
  private func put(_ draft: RewritingDraft, at path: TrackPath) async throws {
    do {
      try await compare(draft)
      try await blocking { try replace(path, with: draft) }
    } catch {
      await discard(draft.id)
      throw error
    }
    await discard(draft.id)
  }

  /// Makes sure that the draft sounds like its original.
  private func compare(_ draft: RewritingDraft) async throws {
    guard draft.needsComparison else { return }
    let program = FFmpeg(
      program: ffmpeg, sandbox: sandbox, folder: draft.folder(in: libraryFolder), logger: logger)
    let isEqual = try await program.haveEqualSound(
      RewritingDraft.originalName, RewritingDraft.name, format: "mov")
    guard let isEqual else { throw RewritingError.unreadable }
    guard isEqual else { throw RewritingError.soundWouldChange }
  }

  func discard(_ id: String) async {
    // Clean-up: what cannot be removed now is swept later.
    try? await blocking {
      let folder = try Folder(root: libraryFolder).folder(Self.workFolder.joined(separator: "/"))
      try folder.removeTree(id)
    }
  }

  func blocking<Result: Sendable>(
    _ work: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await NIOThreadPool.singleton.runIfActive { try RewritingError.naming(work) }
  }
}
