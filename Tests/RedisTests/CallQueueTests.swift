import Testing

@testable import Redis

final class CallQueueTests {
  let now = ContinuousClock.now
  var queue = CallQueue()

  func call(_ count: Int = 1, deadline: Duration = .seconds(1)) throws -> RedisCall {
    try RedisCall(Array(repeating: ["PING"], count: count), deadline: now + deadline)
  }

  @Test func answersCallsInTheirOrder() throws {
    let (first, second) = (try call(2), try call())
    try queue.append(first, bounded: true)
    try queue.append(second, bounded: true)
    #expect(queue.send().map(ObjectIdentifier.init) == [first, second].map(ObjectIdentifier.init))
    #expect(queue.send().isEmpty)
    #expect(queue.receive(.integer(1)) == nil)
    let firstAnswer = queue.receive(.integer(2))
    #expect(firstAnswer?.call === first)
    #expect(firstAnswer?.replies == [.integer(1), .integer(2)])
    let secondAnswer = queue.receive(.integer(3))
    #expect(secondAnswer?.call === second)
    #expect(secondAnswer?.replies == [.integer(3)])
    #expect(queue.firstSent == nil)
  }

  @Test func doesNotSendWhatNobodyWaitsForAnyMore() throws {
    let (cancelled, wanted) = (try call(), try call())
    try queue.append(cancelled, bounded: true)
    try queue.append(wanted, bounded: true)
    cancelled.finish(.success([]))
    #expect(queue.send().map(ObjectIdentifier.init) == [ObjectIdentifier(wanted)])
  }

  @Test func keepsThePlaceOfWhatWasSent() throws {
    let (late, next) = (try call(), try call(deadline: .seconds(9)))
    try queue.append(late, bounded: true)
    try queue.append(next, bounded: true)
    _ = queue.send()
    let expired = queue.expire(now: now + .seconds(1))
    #expect(expired.waiting.isEmpty)
    #expect(expired.sent.map(ObjectIdentifier.init) == [ObjectIdentifier(late)])
    #expect(queue.receive(.integer(1))?.call === late)
    #expect(queue.receive(.integer(2))?.call === next)
  }

  @Test func dropsWhatWaitedTooLong() throws {
    let (late, next) = (try call(), try call(deadline: .seconds(9)))
    try queue.append(next, bounded: true)
    try queue.append(late, bounded: true)
    #expect(queue.earliestDeadline == late.deadline)
    #expect(queue.expire(now: now).waiting.isEmpty)
    #expect(
      queue.expire(now: now + .seconds(2)).waiting.map(ObjectIdentifier.init) == [.init(late)])
    #expect(queue.earliestDeadline == next.deadline)
    #expect(queue.send().count == 1)
  }

  @Test func makesRoomAgain() throws {
    queue = CallQueue(limits: .init(commands: 3, bytes: 1000))
    for _ in 0..<3 {
      try queue.append(try call(2), bounded: true)
      #expect(throws: RedisError.self) { try queue.append(try call(2), bounded: true) }
      try queue.append(try call(1), bounded: true)
      try queue.append(try call(5), bounded: false)
      _ = queue.send()
      _ = queue.takeSent()
      // Waiting calls count too, until they are dropped
      try queue.append(try call(3, deadline: .zero), bounded: true)
      #expect(throws: RedisError.self) { try queue.append(try call(), bounded: true) }
      _ = queue.expire(now: now)
    }
  }
}
