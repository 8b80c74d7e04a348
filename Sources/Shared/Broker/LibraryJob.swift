import Downloads

/// Something to be done in the library, by the worker that keeps its catalogue.
package struct LibraryJob: QueuedJob {
  /// What is to be done.
  package enum Kind: String, Sendable {
    /// Look at the file at ``payload``, a path relative to the library: it was filed just now.
    case index
    /// Make the track's covers and put its tags into shape.
    case complete
    /// Change the track as ``payload`` says.
    case edit
    /// Make the picture that came with the job the track's cover.
    case cover
    /// Move the track's file into the trash.
    case remove
    /// Bring the track's file back from the trash.
    case restore
    /// Compare the whole folder with the catalogue.
    case rescan
  }

  /// The job's own id, under which its outcome is kept.
  package let id: String
  /// What is to be done.
  package let kind: Kind
  /// The id of the track; empty for jobs that concern none.
  package let track: String
  /// What else the job needs; its form depends on ``kind``.
  package let payload: String

  /// A job of its own new id.
  package init(_ kind: Kind, track: String = "", payload: String = "") {
    id = DownloadID.random().description
    self.kind = kind
    self.track = track
    self.payload = payload
  }

  /// Reads `id`, `kind`, `track` and `payload`.
  package init?(fields: [String: String]) {
    guard let kind = fields["kind"].flatMap(Kind.init(rawValue:)) else { return nil }
    id = fields["id"] ?? ""
    self.kind = kind
    track = fields["track"] ?? ""
    payload = fields["payload"] ?? ""
  }

  /// What ``init(fields:)`` reads.
  var fields: [String] { ["id", id, "kind", kind.rawValue, "track", track, "payload", payload] }
}

/// How a job in the library ended.
package enum LibraryJobOutcome: Sendable, Equatable, Codable {
  case done
  /// It was not done; the sentence is for a person.
  case failed(LibraryJobFailure, String)
}

/// Why a job in the library was not done.
package enum LibraryJobFailure: String, Sendable, Codable {
  /// There is no such track, or its file is gone.
  case notFound
  /// The values cannot be written, or not into a file of this kind.
  case unsuitable
  /// The file was changed by somebody else at the same time.
  case conflict
  /// The library cannot be written to.
  case readOnly
  case diskFull
  case other
}
