import Foundation
import TestSupport
import Testing

/// The end of a worker whose download takes longer than it may.
@Suite(.showingLogs, .stack()) struct HandBackTests {
  @Test func aLongDownloadIsHandedBackWhenItsWorkerEnds() async throws {
    let stack = try TonearmStack.current
    let user = try await stack.user("ada")
    let id = try await user.submit(stack.site.url("/slow.mp3", ["seconds": "300"]))
    try await eventually("yt-dlp at work", within: .seconds(30)) {
      !stack.processes(of: id).isEmpty
    }
    let worker = try stack.part("worker-1")
    let asked = ContinuousClock.now
    worker.signal(SIGTERM)
    #expect(try await worker.end() == 0)
    #expect(ContinuousClock.now - asked < .seconds(36))

    _ = try await user.events.first("the job to be queued again") { event in
      event.name == "download_queued" && event.data["version"].number ?? 0 > 1
    }
    #expect(try await user.download(id)["state"] == "queued")
    #expect(stack.redis.ask("HGET", "{tonearm}:download:\(id)", "attempts") == "$1\r\n0\r\n")
    #expect(stack.processes(of: id) == [])
    #expect(stack.staged(id) == [])
    #expect(stack.lockHolder(user) == id)
    #expect(try await user.delete(id).status == 204)
    #expect(stack.lockHolder(user) == nil)
    // It has nothing left to do but to clean up
    try await stack.startWorker(1)
  }
}
