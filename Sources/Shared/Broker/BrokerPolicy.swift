/// The broker's times and bounds.
package struct BrokerPolicy: Sendable {
  /// The user's lock, in every state but queued.
  package var lock: Duration
  /// How long a worker may stay silent before its job is given to another.
  package var lease: Duration
  /// The longest queue; a submit beyond it is refused.
  package var queueLimit: Int
  /// How long a job may wait for a worker, and its lock with it.
  package var queueDeadline: Duration
  /// How long a review, or a lost host, is waited for.
  package var reviewWindow: Duration

  /// The defaults, where nothing else is said.
  package init(
    lock: Duration = .seconds(600), lease: Duration = .seconds(60), queueLimit: Int = 10_000,
    queueDeadline: Duration = .seconds(6 * 3600), reviewWindow: Duration = .seconds(24 * 3600)
  ) {
    self.lock = lock
    self.lease = lease
    self.queueLimit = queueLimit
    self.queueDeadline = queueDeadline
    self.reviewWindow = reviewWindow
  }

  /// How often a job is tried before it counts as poison.
  static let attemptLimit = 3
  /// How many downloads that have ended a user's list shows.
  static let listedEnded = 50
  /// How many events a user's log holds.
  static let eventLogLength = 500
  /// How long a user's log is kept after its last event.
  static let eventLogLifetime: Duration = .seconds(48 * 3600)
  /// How long an idempotency key is remembered.
  static let idempotencyLifetime: Duration = .seconds(24 * 3600)
  /// How long a record is kept after the download's end.
  static let endedRecordLifetime: Duration = .seconds(30 * 24 * 3600)
  /// How long a cover is kept after the download's end.
  static let endedCoverLifetime: Duration = .seconds(3600)
  /// How long the outcome of a job in the library is kept, and the picture of one that nobody does.
  static let outcomeLifetime: Duration = .seconds(3600)
}

extension Duration {
  /// Whole milliseconds, rounded towards zero.
  package var milliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
