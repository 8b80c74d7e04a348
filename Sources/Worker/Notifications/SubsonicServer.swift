import Crypto
import Foundation
import Links

/// A server with the Subsonic API (https://opensubsonic.netlify.app), such as Navidrome.
struct SubsonicServer: MediaServer {
  private let url: WebURL

  /// The address with user and password; nil if it lacks one of them.
  init?(_ url: WebURL) {
    guard !url.user.isEmpty, !url.password.isEmpty, !url.hasQuery else { return nil }
    self.url = url
  }

  var scanRequest: WebRequest {
    let salt = UUID().uuidString
    let token = Insecure.MD5.hash(data: Data((url.password + salt).utf8))
      .map { String(format: "%02x", $0) }.joined()
    return WebRequest(
      .get,
      url.appending(
        "rest/startScan",
        query: [
          "u": url.user, "t": token, "s": salt, "v": "1.16.1", "c": "tonearm", "f": "json",
        ]))
  }

  /// A failure comes with HTTP 200 and a status of its own.
  func check(_ response: WebAnswer) throws {
    let body: Body
    do {
      body = try JSONDecoder().decode(Body.self, from: Data(response.body))
    } catch {
      throw NotificationFailure("the response is not that of a Subsonic server")
    }
    guard body.response.status != "ok" else { return }
    switch body.response.error?.code {
    case 40: throw NotificationFailure("the user name or password is wrong")
    case 50: throw NotificationFailure("the user may not start scans")
    case let code: throw NotificationFailure("the response was Subsonic error \(code ?? 0)")
    }
  }

  var description: String { "Subsonic at \(url)" }

  private struct Body: Decodable {
    let response: Response

    enum CodingKeys: String, CodingKey { case response = "subsonic-response" }

    struct Response: Decodable {
      let status: String
      let error: Failure?
    }

    struct Failure: Decodable { let code: Int }
  }
}
