import Foundation
import TestSupport
import Testing

extension DisruptionTests {
  /// A Redis that does not answer, or goes away.
  @Suite(.serialized) struct RedisEndTests {
    @Test func aSilentRedisIsToldInTime() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("redis-ends")
      let key = ["idempotency-key": "outage"]
      let body: JSONValue = ["url": .text(stack.site.url("/direct.mp3"))]
      let path = "/api/v1/downloads/url"
      stack.redis.pause()
      defer { stack.redis.resume() }
      for _ in 0..<2 {
        let asked = ContinuousClock.now
        let refused = try await user.client.send("POST", path, headers: key, json: body)
        #expect(ContinuousClock.now - asked < .seconds(3))
        try refused.expectProblem(503, "broker_unavailable")
        #expect(refused.headers["retry-after"] == "2")
      }
      let health = try await stack.client.send("GET", "/readyz")
      #expect(health.status == 503)
      #expect(try health.json["reasons"].elements.count == 1)
      #expect(try await stack.client.send("GET", "/healthz").status == 200)

      stack.redis.resume()
      try await eventually("a ready API", within: .seconds(20)) {
        try await stack.client.send("GET", "/readyz").status == 200
      }
      let accepted = try await user.client.send("POST", path, headers: key, json: body)
      #expect(accepted.status == 202)
      let id = try #require(accepted.json["id"].text)
      #expect(stack.lockHolder(user) == id)
      #expect(try await user.delete(id).status == 204)
      _ = try await user.event("download_cancelled", of: id)
    }

    @Test func aJobOutlivesRedis() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("redis-killed")
      try await stack.withWorkers {
        let id = try await user.submit(
          stack.site.url("/page", ["media": "slow.mp3?seconds=5", "cover": ""]))
        _ = try await user.event("download_metadata", of: id)
        stack.redis.kill()
        try await stack.redis.restart()
        _ = try await user.event("download_ready_for_review", of: id)
        let saved = try await user.confirm(id, ["title": "Still here", "artist": "Redis"])
        #expect(saved.status == 200)
        _ = try await user.event("download_completed", of: id)
        #expect(user.eventNames(of: id).count { $0 == "download_completed" } == 1)
        let ids = user.events.events.filter { $0.name != "snapshot" }.compactMap(\.id)
        #expect(Set(ids).count == ids.count)
      }
    }

    @Test func aWorkerThatCannotBeatEndsItsPrograms() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("redis-ends")
      try await stack.withWorkers(settings: ["TONEARM_LEASE_SECONDS": "2"]) {
        let id = try await user.submit(stack.site.url("/slow.mp3", ["seconds": "5"]))
        _ = try await user.event("download_metadata", of: id)
        #expect(!stack.processes(of: id).isEmpty)
        stack.redis.pause()
        defer { stack.redis.resume() }
        try await eventually("no programs", within: .seconds(20)) {
          stack.processes(of: id) == []
        }
        stack.redis.resume()
        _ = try await user.event("download_ready_for_review", of: id)
        #expect(try await user.delete(id).status == 204)
      }
    }
  }
}
