@testable import Broker
import Downloads
import TestSupport
import Testing

@Suite struct LibraryJobTests {
  private static let track = Identifier<LibraryTrack>.random()
  private static let edit: LibraryEdit = {
    var edits = MetadataEdits()
    edits.title = .set("\"Song\" / Lied €")
    edits.year = .clear
    return LibraryEdit(edits: edits, rename: true)
  }()

  @Test(arguments: [
    LibraryPath("Artist/Song.mp3").map(LibraryJob.Task.index), .complete(track),
    .edit(track, edit), .cover(track), .remove(track), .restore(track), .rescan,
  ])
  func arrivesAsItWasRequested(task: LibraryJob.Task?) async throws {
    let task = try #require(task)
    let fixture = try await BrokerFixture()
    let queue: JobQueue<LibraryJob> = fixture.connections.queue(
      fixture.broker.keys.library(domain: "shared"), consumer: "w1")
    let job = LibraryJob(task)
    try await fixture.broker.request(job, domain: "shared")
    var delivery: JobQueue<LibraryJob>.Delivery?
    try await eventually("the job was delivered") {
      delivery = try await queue.next(wait: .milliseconds(200))
      return delivery != nil
    }
    #expect(delivery?.job == job)
    try await fixture.broker.finish(try #require(delivery), .done)
    #expect(try await fixture.broker.outcome(of: job) == .done)
    #expect(try await fixture.broker.queueState(queue.stream).length == 0)
  }

  private static let id = Identifier<LibraryJob>.random().description

  /// As every version has written them.
  @Test func readsTheFieldsOfTheStream() throws {
    let fields = [
      "id": Self.id, "kind": "edit", "track": Self.track.description,
      "payload": #"{"edits":{"title":"T"},"rename":false}"#,
    ]
    var edits = MetadataEdits()
    edits.title = .set("T")
    let job = try #require(LibraryJob(fields: fields))
    #expect(job.id.description == Self.id)
    #expect(job.task == .edit(Self.track, LibraryEdit(edits: edits, rename: false)))
    #expect(
      LibraryJob(fields: ["id": Self.id, "kind": "rescan", "track": "", "payload": ""]) != nil)
  }

  @Test(arguments: [
    [:], ["kind": "rescan"], ["id": id], ["id": id, "kind": "explode"],
    ["id": "1", "kind": "rescan"], ["id": id, "kind": "remove"],
    ["id": id, "kind": "remove", "track": "../x"], ["id": id, "kind": "index", "payload": "../x"],
    ["id": id, "kind": "edit", "track": track.description, "payload": "{}"],
    ["id": id, "kind": "edit", "track": track.description, "payload": "["],
  ])
  func refusesWhatTonearmDidNotWrite(fields: [String: String]) {
    #expect(LibraryJob(fields: fields) == nil)
  }
}
