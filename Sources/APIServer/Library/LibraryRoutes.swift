import Broker
import Catalogue
import Downloads
import Hummingbird

/// Listing, showing and playing the tracks of the library, and having the worker change them in their files.
struct LibraryRoutes: Sendable {
  let catalogue: CatalogueReader
  let files: LibraryFiles
  let work: LibraryWork
  let authenticator: Authenticator

  var routes: [Route] {
    let path = "/api/v1/tracks"
    return [
      .signedIn(.get, path, authenticator, parameters: TrackQuery.parameters, list),
      .signedIn(.get, "\(path)/:id", authenticator, show),
      .signedIn(
        .get, "\(path)/:id/cover", authenticator, parameters: ["size", "v"], cover),
      .signedIn(.get, "\(path)/:id/stream", authenticator, stream),
      .signedIn(.patch, "\(path)/:id", authenticator, edit),
      .signedIn(.put, "\(path)/:id/cover", authenticator, replaceCover),
      .signedIn(.delete, "\(path)/:id", authenticator, remove),
      .signedIn(.post, "\(path)/:id/restore", authenticator, restore),
    ]
  }

  private struct Listing: Encodable {
    let page: TrackPage

    private enum Key: String, CodingKey { case tracks, nextCursor, total }

    func encode(to encoder: any Encoder) throws {
      var body = encoder.container(keyedBy: Key.self)
      try body.encode(page.tracks, forKey: .tracks)
      try body.encode(page.nextCursor, forKey: .nextCursor)
      try body.encode(page.total, forKey: .total)
    }
  }

  private struct Edit: Decodable {
    let edits: MetadataEdits
    let rename: Bool

    static let fields = [RequestField.rename] + RequestField.tags

    private enum Key: String, CodingKey { case rename }

    init(from decoder: any Decoder) throws {
      let body = try decoder.container(keyedBy: Key.self)
      // Not decodeIfPresent: null is not a Boolean.
      rename = body.contains(.rename) ? try body.decode(Bool.self, forKey: .rename) : false
      edits = try MetadataEdits(from: decoder)
    }
  }

  private func list(_ request: Request, _: APIContext, _: UserName) async throws -> Response {
    let query = try TrackQuery.read(request)
    do {
      return try JSONResponse.make(Listing(page: try await catalogue.page(query)))
    } catch let error as CatalogueError where error.code == .invalidCursor {
      throw Problem.invalidRequest(.cursor, "does not belong to this list")
    }
  }

  private func show(_: Request, _ context: APIContext, _: UserName) async throws -> Response {
    try JSONResponse.make(try await track(context))
  }

  private func cover(_ request: Request, _ context: APIContext, _: UserName) async throws
    -> Response
  {
    let track = try await track(context)
    let parameters = request.uri.queryParameters
    guard let size = CoverSize(rawValue: parameters.get("size") ?? CoverSize.small.rawValue) else {
      throw Problem.invalidRequest(.size, "must be small or large")
    }
    guard let hash = track.coverHash, let file = try await files.cover(hash: hash, size) else {
      throw Problem.notFound
    }
    var response = try FileResponse.make(file, type: "image/jpeg", for: request)
    // The address in a track's coverUrl changes with the picture.
    if parameters.get("v") == hash {
      response.headers[.cacheControl] = "private, max-age=31536000, immutable"
    }
    return response
  }

  private func stream(_ request: Request, _ context: APIContext, _: UserName) async throws
    -> Response
  {
    let track = try await track(context)
    guard let file = try await files.audio(of: track) else { throw Problem.notFound }
    return try FileResponse.make(file, type: LibraryFiles.type(of: track), for: request)
  }

  private func edit(_ request: Request, _ context: APIContext, _: UserName) async throws -> Response
  {
    let track = try await track(context)
    let edit = try await JSONBody.read(Edit.self, from: request, fields: Edit.fields)
    try MetadataApproval.check(edit.edits)
    let isDone = try await work.perform(
      LibraryJob(.edit(track.id, LibraryEdit(edits: edit.edits, rename: edit.rename))))
    return try JSONResponse.make(try await self.track(context), status: isDone ? .ok : .accepted)
  }

  private func replaceCover(_ request: Request, _ context: APIContext, _: UserName) async throws
    -> Response
  {
    let track = try await track(context)
    let picture = try await CoverBody.read(request)
    let isDone = try await work.perform(
      LibraryJob(.cover(track.id)), picture: picture.bytes)
    return Response(status: isDone ? .noContent : .accepted)
  }

  private func remove(_: Request, _ context: APIContext, _: UserName) async throws -> Response {
    let track = try await track(context)
    let isDone = try await work.perform(LibraryJob(.remove(track.id)))
    return Response(status: isDone ? .noContent : .accepted)
  }

  private func restore(_: Request, _ context: APIContext, _: UserName) async throws -> Response {
    let id = try Self.id(context)
    guard try await work.perform(LibraryJob(.restore(id))) else {
      return Response(status: .accepted)
    }
    return try JSONResponse.make(try await track(context))
  }

  /// The track that the path names.
  private func track(_ context: APIContext) async throws -> Track {
    guard let track = try await catalogue.track(try Self.id(context)) else {
      throw Problem.notFound
    }
    return track
  }

  private static func id(_ context: APIContext) throws(Problem) -> TrackID {
    guard let id = context.parameters.get("id").flatMap({ TrackID($0) }) else { throw .notFound }
    return id
  }
}
