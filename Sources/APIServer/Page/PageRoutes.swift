import Hummingbird

/// The page: its files, with the headers that protect it from other sites.
struct PageRoutes: Sendable {
  let page: PageFiles

  private static let contentSecurityPolicy = [
    "default-src 'self'", "img-src 'self' data: blob:", "media-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
  ].joined(separator: "; ")

  var routes: [Route] {
    page.files.flatMap { file in
      let paths = file.path == "index.html" ? ["/", "/index.html"] : ["/\(file.path)"]
      return paths.map { path in
        Route.open(.get, path, parameters: nil) { request, _ in Self.serve(file, request) }
      }
    }
  }

  private static func serve(_ file: PageFiles.File, _ request: Request) -> Response {
    let headers: HTTPFields = [
      .contentType: file.type, .eTag: file.tag, .cacheControl: "no-cache",
      .contentSecurityPolicy: contentSecurityPolicy, .xContentTypeOptions: "nosniff",
      .referrerPolicy: "no-referrer",
    ]
    if request.knows(file.tag) {
      return Response(status: .notModified, headers: headers)
    }
    return Response(
      status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: file.bytes)))
  }
}
