import Broker
import Foundation
import Hosting
import Hummingbird
import Runtime

/// `GET /api/v1/system`: the versions and the health of this installation.
struct SystemRoutes: Sendable {
  let broker: Broker
  let authenticator: Authenticator

  var routes: [Route] {
    [
      .signedIn(.get, "/api/v1/system", authenticator) { _, _, _ in
        async let queue = broker.queueState(broker.keys.jobs)
        return try JSONResponse.make(
          SystemBody(fleet: try await broker.fleet(), queue: try await queue))
      }
    ]
  }
}

private struct SystemBody: Encodable {
  let fleet: Fleet
  let queue: QueueState

  private enum Key: String, CodingKey {
    case version, ytDlpVersion, ffmpegVersion, jsRuntime, sandbox, libraryWritable
    case libraryFreeBytes, stagingFreeBytes, workers, workersAlive, queueLength
    case oldestQueuedSeconds
  }

  func encode(to encoder: any Encoder) throws {
    // Only workers know the versions of the programs; the most recent report counts.
    let latest = fleet.members.max { $0.seenAtMilliseconds < $1.seenAtMilliseconds }?.report
    let reports = fleet.members.map(\.report)
    var body = encoder.container(keyedBy: Key.self)
    try body.encode(TonearmVersion.current, forKey: .version)
    try body.encode(latest?.ytDlpVersion, forKey: .ytDlpVersion)
    try body.encode(latest?.ffmpegVersion, forKey: .ffmpegVersion)
    try body.encode(
      latest.map { ["name": "deno", "version": $0.denoVersion] }, forKey: .jsRuntime)
    try body.encode(latest.map { _ in reports.allSatisfy(\.sandbox) }, forKey: .sandbox)
    try body.encode(fleet.isLibraryWritable, forKey: .libraryWritable)
    try body.encode(reports.compactMap(\.libraryFreeBytes).min(), forKey: .libraryFreeBytes)
    try body.encode(reports.compactMap(\.stagingFreeBytes).min(), forKey: .stagingFreeBytes)
    try body.encode(fleet.members.map(WorkerBody.init), forKey: .workers)
    try body.encode(fleet.members.count, forKey: .workersAlive)
    try body.encode(queue.length, forKey: .queueLength)
    try body.encode(queue.oldestWait.map { $0 / .seconds(1) }, forKey: .oldestQueuedSeconds)
  }
}

private struct WorkerBody: Encodable {
  let member: Fleet.Member

  private enum Key: String, CodingKey {
    case name, roles, stagingDomain, libraryWritable, version, ytDlpVersion, ffmpegVersion
    case jsRuntimeVersion, sandbox, libraryFreeBytes, stagingFreeBytes, lastSeenAt
  }

  func encode(to encoder: any Encoder) throws {
    let report = member.report
    var body = encoder.container(keyedBy: Key.self)
    try body.encode(report.name, forKey: .name)
    try body.encode(report.roles, forKey: .roles)
    try body.encode(report.stagingDomain, forKey: .stagingDomain)
    try body.encode(report.libraryWritable, forKey: .libraryWritable)
    try body.encode(report.version, forKey: .version)
    try body.encode(report.ytDlpVersion, forKey: .ytDlpVersion)
    try body.encode(report.ffmpegVersion, forKey: .ffmpegVersion)
    try body.encode(report.denoVersion, forKey: .jsRuntimeVersion)
    try body.encode(report.sandbox, forKey: .sandbox)
    try body.encode(report.libraryFreeBytes, forKey: .libraryFreeBytes)
    try body.encode(report.stagingFreeBytes, forKey: .stagingFreeBytes)
    try body.encode(JSONResponse.time(milliseconds: member.seenAtMilliseconds), forKey: .lastSeenAt)
  }
}

/// Whether the process is up, and whether it can do its work.
struct HealthRoutes: Sendable {
  let check: HealthCheck

  var routes: [Route] {
    [
      .open(.get, "/healthz", parameters: nil) { _, _ in check.health() },
      .open(.get, "/readyz", parameters: nil) { _, _ in await check.readiness() },
    ]
  }
}
