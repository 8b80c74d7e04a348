import Foundation
import TestSupport
import Testing

extension DisruptionTests {
  /// The operator's cookies for sites.
  @Suite(.serialized) struct CookieTests {
    @Test func areSentAndNeverChanged() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("cookies")
      let folder = try TemporaryFolder()
      let file = folder.url.appending(path: "cookies.txt")
      let text = """
        # Netscape HTTP Cookie File
        127.0.0.1\tFALSE\t/\tFALSE\t4102444800\tvisitor\tsecret-of-the-operator

        """
      try Data(text.utf8).write(to: file)
      try await stack.withWorkers(settings: ["TONEARM_YTDLP_CONFIG_DIR": folder.path]) {
        let id = try await user.submit(stack.site.url("/direct.mp3", ["with": "cookies"]))
        _ = try await user.event("download_ready_for_review", of: id)
        #expect(stack.staged(id) == ["track.mp3"])
        #expect(try await user.delete(id).status == 204)
      }
      let requests = try await stack.site.requests()
        .filter { $0["path"] == "/direct.mp3?with=cookies" }
      #expect(!requests.isEmpty)
      #expect(requests.allSatisfy { $0["cookie"] == "visitor=secret-of-the-operator" })
      #expect(try Data(contentsOf: file) == Data(text.utf8))
      #expect(!stack.logs.contains("secret-of-the-operator"))
    }
  }
}
