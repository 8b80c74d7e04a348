import Downloads

/// The names of everything Tonearm keeps in Redis; all share the prefix and so its hash tag.
package struct BrokerKeys: Sendable {
  /// What every name begins with.
  package let prefix: String

  /// `prefix` should hold a hash tag, such as `{tonearm}`, so that a cluster keeps the keys together.
  package init(prefix: String) { self.prefix = prefix }

  /// The stream of download jobs.
  package var jobs: String { "\(prefix):jobs" }
  /// The stream of approved downloads, and discards, whose files are in `domain`.
  package func finalize(domain: String) -> String { "\(prefix):finalize:\(domain)" }
  /// The stream of jobs in the library `domain`.
  package func library(domain: String) -> String { "\(prefix):library:\(domain)" }
  /// Names the worker that keeps the catalogue of the library `domain`, for a lease.
  func libraryOwner(domain: String) -> String { "\(prefix):library:\(domain):owner" }
  /// The channel that announces what happens in the library.
  package var libraryEvents: String { "\(prefix):events:library" }
  /// The channel that names jobs in the library that are done.
  package var tasks: String { "\(prefix):tasks" }
  /// How a job in the library ended.
  func outcome(job: String) -> String { "\(prefix):task:\(job)" }
  /// The picture that came with a job.
  func picture(job: String) -> String { "\(prefix):task:\(job):picture" }
  /// The record of a download; a hash.
  package func download(_ id: DownloadID) -> String { "\(prefix):download:\(id)" }
  /// The cover of a download; JPEG bytes.
  package func cover(_ id: DownloadID) -> String { "\(prefix):cover:\(id)" }
  /// The user's lock; holds the id of the active download.
  package func lock(_ user: UserName) -> String { "\(prefix):user:\(user):lock" }
  /// The user's event log, and the channel that announces its entries.
  package func events(_ user: UserName) -> String { "\(prefix):events:\(user)" }
  /// The channel on which workers hear which download to stop.
  package var control: String { "\(prefix):control" }
  /// The ids of live downloads; a sorted set.
  var open: String { "\(prefix):open" }
  /// Live ids by their next deadline, in milliseconds of Redis' clock; a sorted set.
  var deadlines: String { "\(prefix):deadlines" }
  /// Names the worker that sweeps, for a lease.
  var sweeper: String { "\(prefix):sweeper" }
  /// The workers by their names, as they last reported; a hash.
  var workers: String { "\(prefix):workers" }
  /// The accounts by user name; a hash.
  package var accounts: String { "\(prefix):accounts" }
  /// The API tokens by their digests; a hash.
  package var tokens: String { "\(prefix):tokens" }
  /// How often somebody tried to sign in under the name that has `digest`.
  func attempts(_ digest: String) -> String { "\(prefix):attempts:\(digest)" }
  /// The session whose secret has `digest`.
  package func session(_ digest: String) -> String { "\(prefix):session:\(digest)" }

  /// The consumer group of every job stream.
  package static let group = "workers"
}
