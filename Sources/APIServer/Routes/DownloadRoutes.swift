import Broker
import Downloads
import Hummingbird
import Links
import Runtime

/// Starting, watching, reviewing and cancelling downloads.
struct DownloadRoutes: Sendable {
  let broker: Broker
  let parser: SourceURLParser
  let approval: Approval
  let staging: StagingFiles
  let duplicates: Duplicates
  let authenticator: Authenticator

  private struct Submission: Decodable { let url: String }

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
    let text = try await JSONBody.read(Submission.self, from: request, fields: ["url"]).url
    return try await start(text, user, idempotencyKey: try Self.idempotencyKey(request))
  }

  private func start(
    _ text: String, _ user: UserName, retried: Download? = nil, idempotencyKey: String? = nil
  ) async throws -> Response {
    let url: SourceURL
    do {
      url = try parser.parse(text)
    } catch {
      throw Problem.invalidURL(error)
    }
    // It would be fetched in vain; what is fetched already waits for better days.
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
        await duplicates.body(download), status: .accepted)
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
    return try JSONResponse.make(Listing(downloads: await duplicates.bodies(snapshot.downloads)))
  }

  private func show(_: Request, _ context: APIContext, _ user: UserName) async throws
    -> Response
  {
    try JSONResponse.make(await duplicates.body(try await download(context, user)))
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

  func download(_ context: APIContext, _ user: UserName) async throws -> Download {
    guard let download = try await broker.download(try Self.id(context), user: user) else {
      throw Problem.notFound
    }
    return download
  }

  static func id(_ context: APIContext) throws(Problem) -> DownloadID {
    guard let id = context.parameters.get("id").flatMap({ DownloadID($0) }) else {
      throw .notFound
    }
    return id
  }
}
