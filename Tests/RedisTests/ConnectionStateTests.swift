import Testing

@testable import Redis

final class ConnectionStateTests {
  let start = ContinuousClock.now
  var state: ConnectionState

  init() {
    state = ConnectionState(
      greeting: [["AUTH", "secret"], ["PING"]], timeout: .seconds(1), now: start)
  }

  /// What the state wants done, in words.
  func apply(_ event: ConnectionState.Event, at seconds: Double = 0) -> [String] {
    state.apply(event, now: start + .seconds(seconds)).map { action in
      switch action {
      case .connect(let attempt): "connect \(attempt)"
      case .write(let calls): "write \(calls.map(\.commandCount))"
      case .finish(_, .success(let replies)): "answer \(replies.count)"
      case .finish(_, .failure(let error)): "fail \(error.code)"
      case .disconnect: "disconnect"
      case .announce(.ready): "ready"
      case .announce(.lost): "lost"
      case .announce(.attemptFailed(_, let isNew)): isNew ? "cannot connect" : "still cannot"
      case .announce(.message): "message"
      }
    }
  }

  func submit(at seconds: Double = 0, deadline: Double = 1) throws {
    try state.submit(
      RedisCall([["PING"]], deadline: start + .seconds(seconds + deadline)), bounded: true)
  }

  func connect(at seconds: Double = 0) {
    _ = apply(.ticked, at: seconds)
    _ = apply(.connected(attempt: state.attempt), at: seconds)
    _ = apply(.received([.status("OK"), .status("PONG")], attempt: state.attempt), at: seconds)
  }

  static let broken = RedisError(.connection, "broken")

  @Test func greetsBeforeAllElse() throws {
    try submit()
    #expect(apply(.submitted) == [])
    #expect(apply(.ticked) == ["connect 0"])
    #expect(apply(.ticked) == [])
    #expect(apply(.connected(attempt: 0)) == ["write [2]"])
    #expect(apply(.received([.status("OK")], attempt: 0)) == [])
    #expect(state.healthySince == nil)
    #expect(apply(.received([.status("PONG")], attempt: 0)) == ["ready", "write [1]"])
    #expect(state.healthySince == start)
    #expect(apply(.received([.status("PONG")], attempt: 0)) == ["answer 1"])
  }

  @Test(arguments: [
    ("WRONGPASS no", ["disconnect", "cannot connect", "fail server(\"WRONGPASS\")"]),
    ("LOADING wait", ["disconnect", "cannot connect"]),
  ])
  func aRefusalFailsWhatWaits(reply: String, actions: [String]) throws {
    try submit()
    _ = apply(.ticked)
    _ = apply(.connected(attempt: 0))
    #expect(apply(.received([.error(reply), .error("NOAUTH")], attempt: 0)) == actions)
  }

  @Test func anAttemptTakesNoLongerThanItsPatience() throws {
    _ = apply(.ticked)
    #expect(state.nextTick == start + .seconds(1))
    #expect(apply(.ticked, at: 0.9) == [])
    #expect(apply(.ticked, at: 1) == ["disconnect", "cannot connect"])
    // What the former attempt still reports is of no interest
    #expect(!state.isConnecting(attempt: 0))
    #expect(apply(.connected(attempt: 0), at: 1) == [])
    #expect(apply(.failed(Self.broken, attempt: 0), at: 1) == [])
    #expect(apply(.ticked, at: 2) == ["connect 1"])
    #expect(apply(.failed(Self.broken, attempt: 1), at: 2) == ["disconnect", "still cannot"])
  }

  @Test func aLostConnectionFailsWhatWasSentAndKeepsWhatWaits() throws {
    connect()
    try submit()
    #expect(apply(.submitted) == ["write [1]"])
    try submit()
    #expect(
      apply(.failed(Self.broken, attempt: 0)) == ["disconnect", "lost", "fail connection"])
    #expect(state.healthySince == nil)
    #expect(apply(.ticked, at: 0.3) == ["connect 1"])
    _ = apply(.connected(attempt: 1), at: 0.3)
    #expect(
      apply(.received([.status("OK"), .status("PONG")], attempt: 1), at: 0.3)
        == ["ready", "write [1]"])
  }

  @Test func whatWaitsInVainFailsAtItsDeadline() throws {
    try submit(deadline: 0.5)
    #expect(state.nextTick == start)
    _ = apply(.ticked)
    _ = apply(.failed(Self.broken, attempt: 0))
    #expect(apply(.ticked, at: 0.5) == ["fail connection", "connect 1"])
  }

  @Test func anOverdueReplyMakesItUnhealthyUntilTheNextOne() throws {
    connect()
    try submit(deadline: 0.2)
    _ = apply(.submitted)
    #expect(state.nextTick == start + .seconds(0.2))
    #expect(apply(.ticked, at: 0.2) == ["fail deadline"])
    #expect(state.healthySince == nil)
    #expect(apply(.received([.status("PONG")], attempt: 0), at: 0.3) == ["answer 1"])
    #expect(state.healthySince == start + .seconds(0.3))
  }

  @Test func aSilentServerIsGivenUp() throws {
    connect()
    try submit(deadline: 5)
    _ = apply(.submitted)
    #expect(apply(.ticked, at: 5) == ["fail deadline"])
    #expect(apply(.ticked, at: 5.9) == [])
    // A piece of a reply is a sign of life
    #expect(apply(.received([], attempt: 0), at: 5.9) == [])
    #expect(apply(.ticked, at: 6) == [])
    #expect(apply(.ticked, at: 6.9) == ["disconnect", "lost", "fail connection"])
  }

  @Test func anIdleConnectionIsProbed() throws {
    connect()
    #expect(state.nextTick == start + .seconds(10))
    #expect(apply(.ticked, at: 9) == [])
    #expect(apply(.ticked, at: 10) == ["write [1]"])
    #expect(apply(.ticked, at: 11) == ["fail deadline"])
    #expect(state.healthySince == nil)
    #expect(apply(.ticked, at: 12) == ["disconnect", "lost", "fail connection"])
  }

  @Test func aReplyThatNothingAskedForEndsTheConnection() throws {
    connect()
    try submit()
    // It came before the call was sent, so it cannot be its reply
    #expect(apply(.received([.status("OK")], attempt: 0)) == ["disconnect", "lost"])
  }

  @Test func closingIsForGood() throws {
    connect()
    try submit()
    _ = apply(.submitted)
    try submit()
    #expect(apply(.closed) == ["disconnect", "fail closed", "fail closed"])
    #expect(state.nextTick == nil)
    #expect(state.healthySince == nil)
    #expect(apply(.ticked, at: 60) == [])
    #expect(apply(.failed(Self.broken, attempt: 0)) == [])
    #expect { try submit() } throws: { ($0 as? RedisError)?.code == .closed }
  }

  @Test func messagesAreNoReplies() throws {
    let message = RedisValue.array(["message", "channel", "text"].map { .bytes(Array($0.utf8)) })
    for receivesMessages in [false, true] {
      let tests = ConnectionStateTests()
      tests.state = ConnectionState(
        greeting: [["AUTH"], ["PING"]], timeout: .seconds(1), receivesMessages: receivesMessages,
        now: start)
      tests.connect()
      try tests.submit()
      _ = tests.apply(.submitted)
      let actions = tests.apply(.received([message], attempt: 0))
      #expect(actions == [receivesMessages ? "message" : "answer 1"])
    }
  }
}
