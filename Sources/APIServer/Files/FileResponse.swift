import Hummingbird

/// A file as an answer: whole or in part, as the request asks.
enum FileResponse {
  private static let chunkBytes = 128 * 1024

  /// Answers 200, 206 or 304 (RFC 9110, sections 13 to 15). Throws ``Problem`` `range_not_satisfiable`.
  static func make(_ file: ServedFile, type: String, for request: Request) throws(Problem)
    -> Response
  {
    var headers: HTTPFields = [
      .contentType: type, .eTag: file.tag, .acceptRanges: "bytes",
      .cacheControl: "private, no-cache", .xContentTypeOptions: "nosniff",
    ]
    if request.knows(file.tag) {
      headers[.contentType] = nil
      return Response(status: .notModified, headers: headers)
    }
    // A part of another version of the file is of no use to a client that has the rest of this one.
    let isCurrent = request.headers[.ifRange].map { $0 == file.tag } ?? true
    switch ByteRange(header: isCurrent ? request.headers[.range] : nil, sizeBytes: file.sizeBytes) {
    case .whole:
      return Response(status: .ok, headers: headers, body: body(file, 0..<file.sizeBytes))
    case .part(let range):
      headers[.contentRange] =
        "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.sizeBytes)"
      return Response(status: .partialContent, headers: headers, body: body(file, range))
    case .unsatisfiable:
      throw .rangeNotSatisfiable(sizeBytes: file.sizeBytes)
    }
  }

  private static func body(_ file: ServedFile, _ range: Range<Int>) -> ResponseBody {
    ResponseBody(contentLength: range.count) { writer in
      var next = range.lowerBound
      while next < range.upperBound {
        let chunk = try await file.read(next..<min(next + chunkBytes, range.upperBound))
        // Cut off since it was opened: the client must not take what it got for the whole.
        guard chunk.readableBytes > 0 else { throw CutShort() }
        next += chunk.readableBytes
        try await writer.write(chunk)
      }
      try await writer.finish(nil)
    }
  }

  private struct CutShort: Error {}
}

extension Request {
  /// Whether the client says that it has what `tag` names (RFC 9110, 13.1.2): weak tags count, and `*` is everything.
  func knows(_ tag: String) -> Bool {
    headers[values: .ifNoneMatch].joined(separator: ",").split(separator: ",").contains { item in
      let item = item.drop { $0 == " " }
      return item == "*"
        || (item.hasPrefix("W/") ? item.dropFirst(2) : item).prefix(tag.count) == tag
    }
  }
}
