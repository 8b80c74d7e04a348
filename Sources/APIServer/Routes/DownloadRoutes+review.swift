import Broker
import Downloads
import Hummingbird
import NIOCore

/// Reviewing: the staged audio, the cover, what was typed, and the approval.
extension DownloadRoutes {
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

  func confirm(_ request: Request, _: APIContext, _ user: UserName) async throws
    -> Response
  {
    let confirmation = try await JSONBody.read(
      Confirmation.self, from: request, fields: Confirmation.fields)
    guard let id = confirmation.id else { throw Problem.notFound }
    let download = try await approval.approve(id, user: user, edits: confirmation.edits)
    return try JSONResponse.make(
      await duplicates.body(download), status: download.state == .completed ? .ok : .accepted)
  }

  func preview(_ request: Request, _ context: APIContext, _ user: UserName)
    async throws -> Response
  {
    guard let file = try await staging.track(of: try await download(context, user)) else {
      throw Problem.previewUnavailable
    }
    return try FileResponse.make(file, type: "audio/mpeg", for: request)
  }

  func keepDraft(_ request: Request, _ context: APIContext, _ user: UserName)
    async throws -> Response
  {
    let edits = try await JSONBody.read(
      MetadataEdits.self, from: request, fields: RequestField.tags)
    try MetadataApproval.check(edits)
    switch try await broker.keepDraft(try Self.id(context), user: user, edits: edits) {
    case .done:
      return try JSONResponse.make(await duplicates.body(try await download(context, user)))
    case .notFound: throw Problem.notFound
    case .refused(let state): throw Problem.notEditable(state)
    }
  }

  func cover(_ request: Request, _ context: APIContext, _ user: UserName)
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

  func replaceCover(_ request: Request, _ context: APIContext, _ user: UserName)
    async throws -> Response
  {
    let (type, bytes) = try await CoverBody.read(request)
    switch try await broker.replaceCover(try Self.id(context), user: user, with: bytes, type) {
    case .done: return Response(status: .noContent)
    case .notFound: throw Problem.notFound
    case .refused(let state): throw Problem.notEditable(state)
    }
  }
}
