import Broker
import Downloads
import TestSupport
import Testing

@Suite struct AccountStoreTests {
  private let account = Account(passwordHash: "hash", stamp: "one")

  @Test func anAccountIsAddedOnce() async throws {
    let fixture = try await BrokerFixture()
    let (store, ann) = (AccountStore(broker: fixture.broker), try fixture.user("ann"))
    #expect(try await store.add(ann, account))
    #expect(try await store.add(ann, Account(passwordHash: "other", stamp: "two")) == false)
    #expect(try await store.account(ann) == account)
    #expect(try await store.users() == [ann])
  }

  @Test func tokensAndSessionsEndWithTheirAccount() async throws {
    let fixture = try await BrokerFixture()
    let (store, ann) = (AccountStore(broker: fixture.broker), try fixture.user("ann"))
    _ = try await store.add(ann, account)
    try await store.addToken(digest: "t", .init(user: ann, createdAt: 1))
    try await store.addSession(digest: "s", user: ann, stamp: "one", lifetime: .seconds(60))
    #expect(try await store.user(tokenDigest: "t") == ann)
    #expect(try await store.user(sessionDigest: "s", lifetime: .seconds(60)) == ann)
    #expect(try await store.remove(ann))
    #expect(try await store.user(tokenDigest: "t") == nil)
    #expect(try await store.user(sessionDigest: "s", lifetime: .seconds(60)) == nil)
    // An account of the same name later does not bring them back.
    _ = try await store.add(ann, Account(passwordHash: "new", stamp: "three"))
    #expect(try await store.user(tokenDigest: "t") == nil)
    #expect(try await store.user(sessionDigest: "s", lifetime: .seconds(60)) == nil)
  }

  @Test func anotherPasswordEndsSessions() async throws {
    let fixture = try await BrokerFixture()
    let (store, ann) = (AccountStore(broker: fixture.broker), try fixture.user("ann"))
    _ = try await store.add(ann, account)
    try await store.addSession(digest: "s", user: ann, stamp: "one", lifetime: .seconds(60))
    try await store.put(ann, Account(passwordHash: "other", stamp: "two"))
    #expect(try await store.user(sessionDigest: "s", lifetime: .seconds(60)) == nil)
  }

  @Test func countsAttemptsWithinAWindow() async throws {
    let fixture = try await BrokerFixture()
    let store = AccountStore(broker: fixture.broker)
    for expected in 1...3 {
      #expect(try await store.countAttempt(digest: "d", window: .seconds(60)) == expected)
    }
    #expect(try await store.countAttempt(digest: "other", window: .seconds(60)) == 1)
    try await store.forgetAttempts(digest: "d")
    #expect(try await store.countAttempt(digest: "d", window: .milliseconds(50)) == 1)
    try await eventually("the window ended") {
      try await store.countAttempt(digest: "d", window: .milliseconds(50)) == 1
    }
  }

  @Test func listsAndRevokesTokensOfOneUser() async throws {
    let fixture = try await BrokerFixture()
    let store = AccountStore(broker: fixture.broker)
    let (ann, bob) = (try fixture.user("ann"), try fixture.user("bob"))
    for user in [ann, bob] { _ = try await store.add(user, account) }
    try await store.addToken(digest: "late", .init(user: ann, createdAt: 2))
    try await store.addToken(digest: "early", .init(user: ann, createdAt: 1))
    try await store.addToken(digest: "other", .init(user: bob, createdAt: 1))
    #expect(try await store.tokens(of: ann).map(\.digest) == ["early", "late"])
    try await store.revokeToken(digest: "early")
    #expect(try await store.user(tokenDigest: "early") == nil)
    #expect(try await store.user(tokenDigest: "late") == ann)
  }
}
