import Hummingbird

/// `GET /api/v1/openapi.yaml`: this API, described for programs and people.
struct OpenAPIRoutes: Sendable {
  private static let document = ByteBuffer(bytes: PackageResources.openapi_yaml)

  var routes: [Route] {
    [
      .open(.get, "/api/v1/openapi.yaml") { _, _ in
        Response(
          status: .ok, headers: [.contentType: "application/yaml", .cacheControl: "no-cache"],
          body: .init(byteBuffer: Self.document))
      }
    ]
  }
}
