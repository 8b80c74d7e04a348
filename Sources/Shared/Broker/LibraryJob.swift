import Downloads

/// Something to be done in the library, by the worker that keeps its catalogue.
package struct LibraryJob: QueuedJob {
  /// What is to be done.
  package enum Task: Sendable, Equatable {
    /// Look at the file there: it was filed just now.
    case index(LibraryPath)
    /// Make the track's covers and put its tags into shape.
    case complete(Identifier<LibraryTrack>)
    /// Change the track.
    case edit(Identifier<LibraryTrack>, LibraryEdit)
    /// Make the picture that came with the job the track's cover.
    case cover(Identifier<LibraryTrack>)
    /// Move the track's file into the trash.
    case remove(Identifier<LibraryTrack>)
    /// Bring the track's file back from the trash.
    case restore(Identifier<LibraryTrack>)
    /// Compare the whole folder with the catalogue.
    case rescan
  }

  /// The name of a ``Task`` in the stream.
  package enum Kind: String, Sendable {
    case index, complete, edit, cover, remove, restore, rescan
  }

  /// The identity of a job, under which its outcome is kept.
  package typealias ID = Identifier<LibraryJob>

  /// The job's own id.
  package let id: ID
  /// What is to be done.
  package let task: Task

  /// A job with a new id of its own.
  package init(_ task: Task) {
    id = .random()
    self.task = task
  }

  /// What kind of task it is, for the log.
  package var kind: Kind {
    switch task {
    case .index: .index
    case .complete: .complete
    case .edit: .edit
    case .cover: .cover
    case .remove: .remove
    case .restore: .restore
    case .rescan: .rescan
    }
  }

  /// The track that it is about; nil for jobs that concern none.
  package var track: Identifier<LibraryTrack>? {
    switch task {
    case .complete(let track), .edit(let track, _), .cover(let track), .remove(let track),
      .restore(let track):
      track
    case .index, .rescan: nil
    }
  }

  /// Reads `id`, `kind`, `track` and `payload`, whose form depends on the kind.
  package init?(fields: [String: String]) {
    guard let id = fields["id"].flatMap({ ID($0) }),
      let kind = fields["kind"].flatMap(Kind.init(rawValue:)),
      let task = Task(kind, track: fields["track"] ?? "", payload: fields["payload"] ?? "")
    else { return nil }
    self.id = id
    self.task = task
  }

  /// What ``init(fields:)`` reads.
  func fields() throws(BrokerError) -> [String] {
    let payload =
      switch task {
      case .index(let path): path.description
      case .edit(_, let edit): try RecordJSON.encode(edit)
      case .complete, .cover, .remove, .restore, .rescan: ""
      }
    return [
      "id", id.description, "kind", kind.rawValue, "track", track?.description ?? "",
      "payload", payload,
    ]
  }
}

extension LibraryJob.Task {
  /// Nil for what Tonearm did not write.
  fileprivate init?(_ kind: LibraryJob.Kind, track: String, payload: String) {
    let track = Identifier<LibraryTrack>(track)
    let task: Self? =
      switch kind {
      case .index: LibraryPath(payload).map(Self.index)
      case .complete: track.map(Self.complete)
      case .edit:
        // What cannot be read is none of ours.
        if let track, let edit = try? RecordJSON.decode(LibraryEdit.self, payload) {
          .edit(track, edit)
        } else {
          nil
        }
      case .cover: track.map(Self.cover)
      case .remove: track.map(Self.remove)
      case .restore: track.map(Self.restore)
      case .rescan: .rescan
      }
    guard let task else { return nil }
    self = task
  }
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

/// What an edit in the library changes.
package struct LibraryEdit: Sendable, Equatable, Codable {
  /// The fields that change; the others stay.
  package let edits: MetadataEdits
  /// Whether the file gets a new name made of them.
  package let rename: Bool

  /// An edit of these fields.
  package init(edits: MetadataEdits, rename: Bool) {
    self.edits = edits
    self.rename = rename
  }
}
