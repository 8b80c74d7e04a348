import Foundation
import TestSupport
import Testing

extension SharedStackTests {
  /// Cancelling and discarding.
  @Suite(.serialized) struct CancelTests {
    @Test func endsTheProgramsOfARunningDownload() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("cancels")
      let id = try await user.submit(
        stack.site.url("/page", ["media": "slow.mp3?seconds=60", "title": "Never heard"]))
      _ = try await user.event("download_metadata", of: id)
      #expect(!stack.processes(of: id).isEmpty)
      try await expectDiscarded(id, stack, user)
    }

    @Test func discardsWhatWaitsForReview() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("cancels")
      let id = try await user.submit(stack.site.url("/direct.m4a"))
      _ = try await user.event("download_ready_for_review", of: id)
      #expect(stack.staged(id) == ["track.mp3"])
      #expect(stack.lockHolder(user) == id)
      try await expectDiscarded(id, stack, user)
    }

    private func expectDiscarded(
      _ id: String, _ stack: TonearmStack, _ user: SignedInUser
    ) async throws {
      let files = try stack.libraryFiles
      #expect(try await user.delete(id).status == 204)
      #expect(stack.lockHolder(user) == nil)
      _ = try await user.event("download_cancelled", of: id)
      try await eventually("no programs", within: .seconds(20)) { stack.processes(of: id) == [] }
      try await eventually("an empty staging folder", within: .seconds(20)) {
        !FileManager.default.fileExists(
          atPath: stack.staging.appending(path: id).path(percentEncoded: false))
      }
      #expect(try await user.delete(id).status == 204)
      #expect(try await user.download(id)["state"] == "cancelled")
      #expect(user.eventNames(of: id).last == "download_cancelled")
      #expect(user.eventNames(of: id).count { $0 == "download_cancelled" } == 1)
      #expect(try stack.libraryFiles.count >= files.count)
    }
  }
}
