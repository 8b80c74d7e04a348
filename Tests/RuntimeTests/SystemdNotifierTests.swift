import Foundation
import Logging
import Runtime
import ServiceLifecycle
import Testing

@Suite struct SystemdNotifierTests {
  @Test(arguments: ["@tonearm-test-", FileManager.default.temporaryDirectory.path + "/notify-"])
  func speaksToPathsAndAbstractNames(prefix: String) throws {
    let listener = try #require(NotifyListener(prefix: prefix))
    let notifier = SystemdNotifier(socket: listener.address)
    notifier.ready()
    #expect(listener.next() == "READY=1")
    notifier.status("2 downloads")
    #expect(listener.next() == "STATUS=2 downloads")
    notifier.stopping()
    #expect(listener.next() == "STOPPING=1")
  }

  @Test(arguments: ["a\nREADY=1", "a\r\nREADY=1", "a\u{2028}READY=1"])
  func keepsAStatusOnOneLine(status: String) throws {
    let listener = try #require(NotifyListener(prefix: "@tonearm-test-"))
    SystemdNotifier(socket: listener.address).status(status)
    #expect(listener.next() == "STATUS=a READY=1")
  }

  @Test(arguments: [
    nil, "", "@", "/", "relative", "vsock:2:1234", "/nowhere/notify", "@nobody-listens-here",
    "/" + String(repeating: "a", count: 107), "@" + String(repeating: "ü", count: 500),
  ])
  func doesNothingWhereNobodyListens(socket: String?) {
    let notifier = SystemdNotifier(socket: socket)
    notifier.ready()
    notifier.status("still here")
    notifier.stopping()
  }

  @Test func announcesTheShutdownOfItsGroup() async throws {
    let listener = try #require(NotifyListener(prefix: "@tonearm-test-"))
    let notifier = SystemdNotifier(socket: listener.address)
    let group = ServiceGroup(
      configuration: .init(
        services: [
          .init(service: BriefService(), successTerminationBehavior: .gracefullyShutdownGroup),
          .init(service: notifier),
        ],
        logger: Logger(label: "test")))
    try await group.run()
    #expect(listener.next() == "STOPPING=1")
  }
}

/// A service that has nothing to do.
private struct BriefService: Service {
  func run() async throws {}
}
