import Downloads
import Redis

/// Accounts, API tokens and sessions in Redis. Tokens and sessions are known by their SHA-256 alone.
package struct AccountStore: Sendable {
  /// What is kept of an API token.
  package struct Token: Sendable, Equatable, Codable {
    /// The name of its user.
    package let user: String
    /// Seconds since 1970.
    package let createdAt: Int

    /// A token of `user`.
    package init(user: UserName, createdAt: Int) {
      self.user = user.description
      self.createdAt = createdAt
    }
  }

  private struct Session: Codable {
    let user: String
    let stamp: String
  }

  private let broker: Broker
  private var keys: BrokerKeys { broker.keys }

  /// The accounts in the Redis of `broker`.
  package init(broker: Broker) { self.broker = broker }

  // MARK: Accounts

  /// The names of all accounts, sorted.
  package func users() async throws(BrokerError) -> [UserName] {
    let names = try await broker.send(["HKEYS", .init(keys.accounts)]).array ?? []
    return names.compactMap { $0.string.flatMap { UserName($0) } }
      .sorted { $0.description < $1.description }
  }

  /// The account of that name, if there is one.
  package func account(_ user: UserName) async throws(BrokerError) -> Account? {
    let value = try await broker.send(
      ["HGET", .init(keys.accounts), .init(user.description)])
    return try value.string.map { text throws(BrokerError) in
      try RecordJSON.decode(Account.self, text)
    }
  }

  /// Adds an account; false if there is one of that name.
  package func add(_ user: UserName, _ account: Account) async throws(BrokerError) -> Bool {
    let added = try await broker.send(
      .init(
        "HSETNX",
        [.init(keys.accounts), .init(user.description), .init(try RecordJSON.encode(account))]))
    return added.int == 1
  }

  /// Writes an account, whether there was one or not.
  package func put(_ user: UserName, _ account: Account) async throws(BrokerError) {
    _ = try await broker.send(
      .init(
        "HSET",
        [.init(keys.accounts), .init(user.description), .init(try RecordJSON.encode(account))]))
  }

  /// Removes an account and its tokens; its sessions end with it. False if there was none.
  package func remove(_ user: UserName) async throws(BrokerError) -> Bool {
    let removed = try await broker.send(
      ["HDEL", .init(keys.accounts), .init(user.description)])
    for (digest, _) in try await tokens(of: user) { try await revokeToken(digest: digest) }
    return removed.int == 1
  }

  // MARK: Tokens

  /// Keeps a token under its digest.
  package func addToken(digest: String, _ token: Token) async throws(BrokerError) {
    _ = try await broker.send(
      ["HSET", .init(keys.tokens), .init(digest), .init(try RecordJSON.encode(token))])
  }

  /// The user's tokens by their digests, oldest first.
  package func tokens(of user: UserName) async throws(BrokerError) -> [(digest: String, Token)] {
    let flat = try await broker.send(["HGETALL", .init(keys.tokens)]).array ?? []
    var tokens: [(digest: String, Token)] = []
    for index in stride(from: 0, to: flat.count - 1, by: 2) {
      guard let digest = flat[index].string, let text = flat[index + 1].string else { continue }
      let token = try RecordJSON.decode(Token.self, text)
      if token.user == user.description { tokens.append((digest, token)) }
    }
    return tokens.sorted { $0.1.createdAt < $1.1.createdAt }
  }

  /// Forgets a token; nothing happens if it is unknown.
  package func revokeToken(digest: String) async throws(BrokerError) {
    _ = try await broker.send(["HDEL", .init(keys.tokens), .init(digest)])
  }

  /// The user whom a token speaks for, if both still exist.
  package func user(tokenDigest: String) async throws(BrokerError) -> UserName? {
    let value = try await broker.send(["HGET", .init(keys.tokens), .init(tokenDigest)])
    guard let text = value.string,
      let user = UserName(try RecordJSON.decode(Token.self, text).user),
      try await account(user) != nil
    else { return nil }
    return user
  }

  // MARK: Sessions

  /// Counts an attempt to sign in under the name that has `digest`; returns how many there were within `window`,
  /// which begins with the first.
  package func countAttempt(digest: String, window: Duration) async throws(BrokerError) -> Int {
    let key = RedisArgument(keys.attempts(digest))
    let count = Int(try await broker.send(["INCR", key]).int ?? 0)
    // A count that has lost its end gets another by the next attempt.
    _ = try await broker.send(["PEXPIRE", key, .init(window.milliseconds), "NX"])
    return count
  }

  /// Forgets the attempts, after one that succeeded.
  package func forgetAttempts(digest: String) async throws(BrokerError) {
    _ = try await broker.send(["DEL", .init(keys.attempts(digest))])
  }

  /// Opens a session that ends after `lifetime` without use.
  package func addSession(digest: String, user: UserName, stamp: String, lifetime: Duration)
    async throws(BrokerError)
  {
    let session = try RecordJSON.encode(Session(user: user.description, stamp: stamp))
    _ = try await broker.send(
      ["SET", .init(keys.session(digest)), .init(session), "PX", .init(lifetime.milliseconds)])
  }

  /// Ends a session; nothing happens if it is unknown.
  package func removeSession(digest: String) async throws(BrokerError) {
    _ = try await broker.send(["DEL", .init(keys.session(digest))])
  }

  /// The user of a session, if it and the account exist and the password is still the same; re-arms it.
  package func user(sessionDigest: String, lifetime: Duration) async throws(BrokerError)
    -> UserName?
  {
    let value = try await broker.send(
      ["GETEX", .init(keys.session(sessionDigest)), "PX", .init(lifetime.milliseconds)])
    guard let text = value.string else { return nil }
    let session = try RecordJSON.decode(Session.self, text)
    guard let user = UserName(session.user), try await account(user)?.stamp == session.stamp
    else { return nil }
    return user
  }
}

/// What is kept of an account.
package struct Account: Sendable, Equatable, Codable {
  /// The password's hash in the form that the API's password hasher writes.
  package var passwordHash: String
  /// Changes with the password; a session that carries another stamp is over.
  package var stamp: String

  /// An account with these values.
  package init(passwordHash: String, stamp: String) {
    self.passwordHash = passwordHash
    self.stamp = stamp
  }
}
