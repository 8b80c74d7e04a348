import Downloads
import Redis

/// What became of a submit.
package enum SubmitOutcome: Sendable, Equatable {
  case accepted(DownloadID)
  /// The same request came before; this is what it made.
  case repeated(DownloadID)
  /// The user's active download.
  case busy(DownloadID)
  case queueFull
  /// The idempotency key was used for something else.
  case conflict
}

/// What became of an approval.
package enum ConfirmOutcome: Sendable, Equatable {
  case filing
  /// Still fetching; it will be filed by itself, and may be approved again until then.
  case early
  case notFound
  case refused(DownloadState)
}

/// What became of a cancellation, or of an edit of the draft.
package enum ChangeOutcome: Sendable, Equatable {
  case done
  case notFound
  case refused(DownloadState)
}

/// A client's own name for a submit, and a digest of what it asked for.
package struct IdempotencyKey: Sendable, Equatable {
  /// Digest of the client's key; 1–64 ASCII letters and digits.
  package let digest: String
  /// Digest of the request's body.
  package let body: String

  /// A key made of two digests.
  package init(digest: String, body: String) {
    self.digest = digest
    self.body = body
  }
}

extension Broker {
  /// Queues a download of `url` under `id` and takes the user's lock.
  ///
  /// With `retried` it begins with that download's draft and replaced cover.
  ///
  /// Safe to repeat with the same `id`. Throws ``BrokerError``; then the effect is unknown.
  package func submit(
    _ id: DownloadID, user: UserName, url: SourceURL, retried: Download? = nil,
    idempotency: IdempotencyKey? = nil
  ) async throws(BrokerError) -> SubmitOutcome {
    let draft = try retried.map { download throws(BrokerError) in
      try RecordJSON.encode(download.draft)
    }
    let reply = try await run(
      .submit, on: keys.download(id),
      [
        "id": .init(id.description), "user": .init(user.description), "url": .init(url.original),
        "canonicalUrl": .init(url.canonical), "queueLimit": .init(policy.queueLimit),
        "idempotency": .init(idempotency?.digest ?? ""), "body": .init(idempotency?.body ?? ""),
        "draft": .init(draft ?? ""), "retried": .init(retried?.id.description ?? ""),
      ])
    switch reply.word {
    case "OK": return .accepted(try reply.downloadID(0))
    case "ALREADY": return .repeated(try reply.downloadID(0))
    case "BUSY": return .busy(try reply.downloadID(0))
    case "FULL": return .queueFull
    case "CONFLICT": return .conflict
    default: throw reply.unexpected()
    }
  }

  /// Approves the user's download with `edits`; replaces an earlier approval while it is still fetching.
  package func confirm(
    _ id: DownloadID, user: UserName, edits: MetadataEdits
  ) async throws(BrokerError) -> ConfirmOutcome {
    let reply = try await run(
      .confirm, on: keys.download(id),
      [
        "id": .init(id.description), "user": .init(user.description),
        "edits": .init(try RecordJSON.encode(edits)),
      ])
    switch reply.word {
    case "FILING": return .filing
    case "EARLY": return .early
    case "NOTFOUND": return .notFound
    case "REFUSED": return .refused(try reply.state(0))
    default: throw reply.unexpected()
    }
  }

  /// Keeps what the user has typed, over what was typed before.
  package func keepDraft(_ id: DownloadID, user: UserName, edits: MetadataEdits)
    async throws(BrokerError) -> ChangeOutcome
  {
    try await change(
      .keepDraft, id, user, ["edits": .init(try RecordJSON.encode(edits))])
  }

  /// Keeps a picture, as it was sent, that is to replace the cover.
  package func replaceCover(
    _ id: DownloadID, user: UserName, with bytes: [UInt8], _ type: CoverType
  )
    async throws(BrokerError) -> ChangeOutcome
  {
    try await change(
      .replaceCover, id, user, ["mediaType": .init(type.rawValue), "picture": .init(bytes)])
  }

  /// Cancels the user's download, or discards it while it waits for review.
  package func cancel(_ id: DownloadID, user: UserName) async throws(BrokerError) -> ChangeOutcome {
    try await change(.cancel, id, user, [:])
  }

  private func change(
    _ script: BrokerScript, _ id: DownloadID, _ user: UserName, _ arguments: ScriptArguments
  ) async throws(BrokerError) -> ChangeOutcome {
    let reply = try await run(
      script, on: keys.download(id),
      ["id": .init(id.description), "user": .init(user.description)] + arguments)
    switch reply.word {
    case "OK", "ALREADY": return .done
    case "NOTFOUND": return .notFound
    case "REFUSED": return .refused(try reply.state(0))
    default: throw reply.unexpected()
    }
  }

  /// The download, if it exists and is `user`'s.
  package func download(_ id: DownloadID, user: UserName) async throws(BrokerError) -> Download? {
    guard let download = try await download(id), download.user == user else { return nil }
    return download
  }

  /// The download of any user; nil where there is no record.
  package func download(_ id: DownloadID) async throws(BrokerError) -> Download? {
    let flat = try await send(["HGETALL", .init(keys.download(id))]).array ?? []
    guard !flat.isEmpty else { return nil }
    var fields: [String: String] = [:]
    for index in stride(from: 0, to: flat.count - 1, by: 2) {
      guard let name = flat[index].string, let value = flat[index + 1].string else {
        throw BrokerError(.corrupt, "a download's record is not text")
      }
      fields[name] = value
    }
    return try DownloadRecord(fields).download()
  }

  /// The cover as it stands: the picture that replaces it, else a JPEG; nil where there is none.
  package func cover(of download: Download) async throws(BrokerError) -> (
    type: CoverType, bytes: [UInt8]
  )? {
    if let type = download.replacedCover,
      let bytes = try await send(["GET", .init(keys.coverUpload(download.id))]).bytes
    {
      return (type, bytes)
    }
    return try await send(["GET", .init(keys.cover(download.id))]).bytes.map { (.jpeg, $0) }
  }
}
