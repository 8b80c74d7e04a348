import Broker
import Downloads
import Hummingbird
import Links
import NIOCore
import Runtime

/// Starting, watching, reviewing and cancelling downloads.
struct DownloadRoutes: Sendable {
  let broker: Broker
  let parser: SourceURLParser
  let approval: Approval
  let staging: StagingFiles
  let presenter: DownloadPresenter
  let authenticator: Authenticator

  private struct Submission: Decodable { let url: String }

  private struct Confirmation: Decodable {
    let id: DownloadID?
    let edits: MetadataEdits

    static let fields = [RequestField.download] + RequestField.tags

    private enum Key: String, CodingKey { case tempId }

    init(from decoder: any Decoder) throws {
      id = DownloadID(try decoder.container(keyedBy: Key.self).decode(String.self, forKey: .tempId))
      edits = try MetadataEdits(from: decoder)
    }
  }

  private struct Listing: Encodable { let downloads: [DownloadBody] }

  var routes: [Route] {
    let path = "/api/v1/downloads"
    return [
      .signedIn(.post, "\(path)/url", authenticator, submit),
      .signedIn(.post, "\(path)/confirm", authenticator, confirm),
      .signedIn(.get, path, authenticator, list),
      .signedIn(.get, "\(path)/:id", authenticator, show),
      .signedIn(.delete, "\(path)/:id", authenticator, cancel),
      .signedIn(.get, "\(path)/:id/cover", authenticator, parameters: ["v"], cover),
      .signedIn(.put, "\(path)/:id/cover", authenticator, replaceCover),
      .signedIn(.get, "\(path)/:id/audio", authenticator, preview),
      .signedIn(.put, "\(path)/:id/draft", authenticator, keepDraft),
      .signedIn(.post, "\(path)/:id/retry", authenticator, retry),
    ]
  }

  private func submit(_ request: Request, _: APIContext, _ user: UserName) async throws
    -> Response
  {
    let text = try await JSONBody.read(Submission.self, from: request, fields: [.url]).url
    return try await start(text, in: .url, user, idempotencyKey: try Self.idempotencyKey(request))
  }

  private func start(
    _ text: String, in field: RequestField? = nil, _ user: UserName, retried: Download? = nil,
    idempotencyKey: String? = nil
  ) async throws -> Response {
    let url: SourceURL
    do {
      url = try parser.parse(text)
    } catch {
      throw Problem.invalidURL(error, field: field)
    }
    // A new download could not be saved. Those that are fetched already wait until the library is writable again.
    if try await broker.fleet().isLibraryWritable == false { throw Problem.libraryReadOnly }
    let outcome = try await broker.submit(
      .random(), user: user, url: url, retried: retried,
      idempotency: idempotencyKey.map { key in
        IdempotencyKey(digest: Secret.digest(key), body: Secret.digest(url.original))
      })
    await FaultPoint.submitted.reach()
    switch outcome {
    case .accepted(let id), .repeated(let id):
      guard let download = try await broker.download(id, user: user) else { throw Problem.notFound }
      var response = try JSONResponse.make(
        await presenter.body(download), status: .accepted)
      response.headers[.location] = "/api/v1/downloads/\(id)"
      return response
    case .busy(let id): throw Problem.downloadInProgress(id)
    case .queueFull: throw Problem.queueFull
    case .conflict: throw Problem.idempotencyConflict
    }
  }

  private static func idempotencyKey(_ request: Request) throws(Problem) -> String? {
    guard let key = request.headers[.idempotencyKey] else { return nil }
    guard (1...255).contains(key.utf8.count) else {
      throw .invalidRequest("An Idempotency-Key has 1 to 255 characters.")
    }
    return key
  }

  private func list(_: Request, _: APIContext, _ user: UserName) async throws -> Response {
    let snapshot = try await broker.snapshot(user)
    return try JSONResponse.make(Listing(downloads: await presenter.bodies(snapshot.downloads)))
  }

  private func show(_: Request, _ context: APIContext, _ user: UserName) async throws
    -> Response
  {
    try JSONResponse.make(await presenter.body(try await download(context, user)))
  }

  private func cancel(_: Request, _ context: APIContext, _ user: UserName) async throws
    -> Response
  {
    switch try await broker.cancel(try Self.id(context), user: user) {
    case .done: return Response(status: .noContent)
    case .notFound: throw Problem.notFound
    case .refused(let state): throw Problem.notCancellable(state)
    }
  }

  private func retry(_: Request, _ context: APIContext, _ user: UserName) async throws
    -> Response
  {
    let download = try await download(context, user)
    guard [.failed, .cancelled, .expired].contains(download.state) else {
      throw Problem.notRetryable(download.state)
    }
    return try await start(download.url.original, user, retried: download)
  }

  private func confirm(_ request: Request, _: APIContext, _ user: UserName) async throws
    -> Response
  {
    let confirmation = try await JSONBody.read(
      Confirmation.self, from: request, fields: Confirmation.fields)
    guard let id = confirmation.id else { throw Problem.notFound }
    let download = try await approval.approve(id, user: user, edits: confirmation.edits)
    return try JSONResponse.make(
      await presenter.body(download), status: download.state == .completed ? .ok : .accepted)
  }

  private func preview(_ request: Request, _ context: APIContext, _ user: UserName)
    async throws -> Response
  {
    guard let file = try await staging.track(of: try await download(context, user)) else {
      throw Problem.previewUnavailable
    }
    return try FileResponse.make(file, type: "audio/mpeg", for: request)
  }

  private func keepDraft(_ request: Request, _ context: APIContext, _ user: UserName)
    async throws -> Response
  {
    let edits = try await JSONBody.read(
      MetadataEdits.self, from: request, fields: RequestField.tags)
    try MetadataApproval.check(edits)
    switch try await broker.keepDraft(try Self.id(context), user: user, edits: edits) {
    case .done:
      return try JSONResponse.make(await presenter.body(try await download(context, user)))
    case .notFound: throw Problem.notFound
    case .refused(let state): throw Problem.notEditable(state)
    }
  }

  private func cover(_ request: Request, _ context: APIContext, _ user: UserName)
    async throws -> Response
  {
    let download = try await download(context, user)
    guard let version = download.coverVersion,
      let (type, bytes) = try await broker.cover(of: download)
    else {
      throw Problem.notFound
    }
    let tag = "\"\(download.id)-\(version)\""
    let headers: HTTPFields = [.eTag: tag, .cacheControl: "private, no-cache"]
    if request.knows(tag) {
      return Response(status: .notModified, headers: headers)
    }
    var response = Response(
      status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    response.headers[.contentType] = type.rawValue
    return response
  }

  private func replaceCover(_ request: Request, _ context: APIContext, _ user: UserName)
    async throws -> Response
  {
    let (type, bytes) = try await CoverBody.read(request)
    switch try await broker.replaceCover(try Self.id(context), user: user, with: bytes, type) {
    case .done: return Response(status: .noContent)
    case .notFound: throw Problem.notFound
    case .refused(let state): throw Problem.notEditable(state)
    }
  }

  private func download(_ context: APIContext, _ user: UserName) async throws -> Download {
    guard let download = try await broker.download(try Self.id(context), user: user) else {
      throw Problem.notFound
    }
    return download
  }

  private static func id(_ context: APIContext) throws(Problem) -> DownloadID {
    guard let id = context.parameters.get("id").flatMap({ DownloadID($0) }) else {
      throw .notFound
    }
    return id
  }
}
