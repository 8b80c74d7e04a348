import Foundation
import Hummingbird

/// Refuses writes that another site's page makes a browser send.
enum SameSite {
  /// Throws ``Problem/crossSite`` unless the browser says that the request comes from our own page. A client that
  /// sends neither header is not a browser, so no other site can use its cookies.
  static func check(_ request: Request) throws(Problem) {
    if let site = request.headers[.secFetchSite] {
      guard site == "same-origin" || site == "none" else { throw .crossSite }
    } else if let origin = request.headers[.origin] {
      guard let url = URL(string: origin), let authority = request.head.authority,
        Self.authority(of: url).lowercased() == authority.lowercased()
      else { throw .crossSite }
    }
  }

  private static func authority(of url: URL) -> String {
    let host = url.host() ?? ""
    let bracketed = host.contains(":") ? "[\(host)]" : host
    return url.port.map { "\(bracketed):\($0)" } ?? bracketed
  }
}
