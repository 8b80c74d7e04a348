import Broker
import Catalogue
import Downloads
import Hummingbird

/// Changing the tracks of the library: the worker does it, in the files.
extension LibraryRoutes {
  private struct Edit: Decodable {
    let edits: MetadataEdits
    let rename: Bool

    static let fields = ["rename"] + MetadataEdits.CodingKeys.allCases.map(\.rawValue)

    private enum Key: String, CodingKey { case rename }

    init(from decoder: any Decoder) throws {
      let body = try decoder.container(keyedBy: Key.self)
      // Not decodeIfPresent: null is no answer to a question of yes or no.
      rename = body.contains(.rename) ? try body.decode(Bool.self, forKey: .rename) : false
      edits = try MetadataEdits(from: decoder)
    }
  }

  func edit(_ request: Request, _ context: APIContext, _: UserName) async throws -> Response {
    let track = try await track(context)
    let edit = try await JSONBody.read(Edit.self, from: request, fields: Edit.fields)
    do {
      try MetadataApproval.check(edit.edits)
    } catch {
      throw Problem.invalidMetadata(error)
    }
    let isDone = try await work.perform(
      LibraryJob(.edit(track.id, LibraryEdit(edits: edit.edits, rename: edit.rename))))
    return try JSONResponse.make(try await self.track(context), status: isDone ? .ok : .accepted)
  }

  func replaceCover(_ request: Request, _ context: APIContext, _: UserName) async throws
    -> Response
  {
    let track = try await track(context)
    let picture = try await CoverBody.read(request)
    let isDone = try await work.perform(
      LibraryJob(.cover(track.id)), picture: picture.bytes)
    return Response(status: isDone ? .noContent : .accepted)
  }

  func remove(_: Request, _ context: APIContext, _: UserName) async throws -> Response {
    let track = try await track(context)
    let isDone = try await work.perform(LibraryJob(.remove(track.id)))
    return Response(status: isDone ? .noContent : .accepted)
  }

  func restore(_: Request, _ context: APIContext, _: UserName) async throws -> Response {
    let id = try Self.id(context)
    guard try await work.perform(LibraryJob(.restore(id))) else {
      return Response(status: .accepted)
    }
    return try JSONResponse.make(try await track(context))
  }
}
