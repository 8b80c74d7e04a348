import Broker
import Crypto
import Downloads
import Foundation

/// Accounts, tokens and sessions in terms of passwords and secrets, where ``AccountStore`` has only their hashes.
struct Accounts: Sendable {
  let store: AccountStore

  /// How long a session lasts without being used.
  static let sessionLifetime: Duration = .seconds(30 * 86400)
  /// The most wrong passwords for a name within ``attemptWindow``.
  private static let attemptLimit = 10
  private static let attemptWindow: Duration = .seconds(300)
  /// How many characters of a token's digest are its id for its owner.
  static let tokenIDLength = 12

  /// Adds an account; returns false if there is one of that name.
  func add(_ user: UserName, password: String) async throws -> Bool {
    try await store.add(user, try await Self.account(password))
  }

  /// Replaces the password, which ends all sessions; returns false if there is no such account.
  func setPassword(_ user: UserName, _ password: String) async throws -> Bool {
    guard try await store.account(user) != nil else { return false }
    try await store.put(user, try await Self.account(password))
    return true
  }

  /// Makes a token; returns nil if there is no such account.
  func addToken(_ user: UserName) async throws -> String? {
    guard try await store.account(user) != nil else { return nil }
    let token = Secret.random()
    try await store.addToken(
      digest: Secret.digest(token),
      .init(user: user, createdAt: Int(Date.now.timeIntervalSince1970)))
    return token
  }

  /// Opens a session and returns its secret; nil if name or password is wrong.
  ///
  /// Throws ``Problem`` `too_many_attempts` after too many wrong passwords for the name, whether there is such an
  /// account or not.
  func signIn(_ name: String, password: String) async throws -> (user: UserName, session: String)? {
    let digest = Secret.digest(name)
    let attempts = try await store.countAttempt(digest: digest, window: Self.attemptWindow)
    guard attempts <= Self.attemptLimit else {
      throw Problem.tooManyAttempts(retryAfterSeconds: Int(Self.attemptWindow.components.seconds))
    }
    let user = UserName(name)
    var account: Account?
    if let user { account = try await store.account(user) }
    guard try await PasswordHash.verify(password, account?.passwordHash), let user, let account
    else { return nil }
    try await store.forgetAttempts(digest: digest)
    let session = Secret.random()
    try await store.addSession(
      digest: Secret.digest(session), user: user, stamp: account.stamp,
      lifetime: Self.sessionLifetime)
    return (user, session)
  }

  func signOut(session: String) async throws {
    try await store.removeSession(digest: Secret.digest(session))
  }

  func user(session: String) async throws -> UserName? {
    try await store.user(sessionDigest: Secret.digest(session), lifetime: Self.sessionLifetime)
  }

  func user(token: String) async throws -> UserName? {
    try await store.user(tokenDigest: Secret.digest(token))
  }

  private static func account(_ password: String) async throws -> Account {
    Account(passwordHash: try await PasswordHash.make(password), stamp: Secret.random())
  }
}

/// Random secrets for tokens and sessions, and the digests that are stored of them.
enum Secret {
  /// 256 random bits in lowercase hexadecimal: 64 characters.
  static func random() -> String {
    hex((0..<32).map { _ in UInt8.random(in: .min ... .max) })
  }

  /// SHA-256 of `text` in lowercase hexadecimal.
  static func digest(_ text: String) -> String { hex(SHA256.hash(data: Array(text.utf8))) }

  private static func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}
