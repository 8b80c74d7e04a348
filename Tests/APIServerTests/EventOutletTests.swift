import Synchronization
import TestSupport
import Testing

@testable import APIServer

@Suite struct EventOutletTests {
  @Test func handsOnWhatCameEvenWhenClosedMeanwhile() async throws {
    let outlet = EventOutlet()
    outlet.add(.user(.gap))
    outlet.add(.user(.ended))
    outlet.close()
    var count = 0
    try await outlet.drain { count += $0.count }
    #expect(count == 2)
  }

  @Test func noticesAWriteThatStalls() async throws {
    let outlet = EventOutlet()
    try await withThrowingTaskGroup { group in
      group.addTask { try await outlet.writing { try await Task.sleep(for: .seconds(3600)) } }
      try await outlet.waitForStall(longerThan: .milliseconds(50))
      group.cancelAll()
    }
  }

  @Test func takesManyShortWritesForWhatTheyAre() async throws {
    let outlet = EventOutlet()
    try await withThrowingTaskGroup { group in
      group.addTask { try await outlet.waitForStall(longerThan: .seconds(2)) }
      for _ in 0..<100 { try await outlet.writing { await Task.yield() } }
      group.cancelAll()
      await #expect(throws: CancellationError.self) { try await group.next() }
    }
  }
}
