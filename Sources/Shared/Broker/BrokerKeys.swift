import Downloads

/// The names of everything Tonearm keeps in Redis; all share the prefix and so its hash tag.
package struct BrokerKeys: Sendable {
  /// The consumer group of every job stream.
  package static let group = "workers"

  /// Every name after the prefix, for Swift and the Lua scripts; `*` is a place for a user, an id or the like.
  enum Pattern: String, CaseIterable {
    case jobs
    case finalize = "finalize:*"
    case library = "library:*"
    case libraryOwner = "library:*:owner"
    case libraryEvents = "events:library"
    case finishedJobs = "tasks"
    case outcome = "task:*"
    case picture = "task:*:picture"
    case download = "download:*"
    case cover = "cover:*"
    case coverUpload = "cover:*:upload"
    case lock = "user:*:lock"
    case downloads = "user:*:downloads"
    case idempotency = "idempotency:*:*"
    case events = "events:*"
    case eventsMeta = "events:*:meta"
    case control
    case open
    case deadlines
    case sweeper
    case workers
    case accounts
    case tokens
    case attempts = "attempts:*"
    case session = "session:*"

    /// What stands before, between and after the places.
    var pieces: [Substring] { Self.pieces[self, default: []] }

    private static let pieces = Dictionary(
      uniqueKeysWithValues: allCases.map { pattern in
        (pattern, pattern.rawValue.split(separator: "*", omittingEmptySubsequences: false))
      })
  }

  /// What every name begins with.
  package let prefix: String

  /// `prefix` should hold a hash tag, such as `{tonearm}`, so that a cluster keeps the keys together.
  package init(prefix: String) { self.prefix = prefix }

  /// The stream of download jobs.
  package var jobs: String { name(.jobs) }
  /// The stream of approved downloads, and discards, whose files are in `domain`.
  package func finalize(domain: String) -> String { name(.finalize, domain) }
  /// The stream of jobs in the library `domain`.
  package func library(domain: String) -> String { name(.library, domain) }
  /// Names the worker that keeps the catalogue of the library `domain`, for a lease.
  func libraryOwner(domain: String) -> String { name(.libraryOwner, domain) }
  /// The channel that announces what happens in the library.
  package var libraryEvents: String { name(.libraryEvents) }
  /// The channel that names jobs in the library that are done.
  package var finishedJobs: String { name(.finishedJobs) }
  /// How a job in the library ended.
  func outcome(job: LibraryJob.ID) -> String { name(.outcome, job.description) }
  /// The picture that came with a job.
  func picture(job: LibraryJob.ID) -> String { name(.picture, job.description) }
  /// The record of a download; a hash.
  package func download(_ id: DownloadID) -> String { name(.download, id.description) }
  /// The cover of a download; JPEG bytes.
  package func cover(_ id: DownloadID) -> String { name(.cover, id.description) }
  /// The picture that replaces a download's cover, as it was sent.
  func coverUpload(_ id: DownloadID) -> String { name(.coverUpload, id.description) }
  /// The user's lock; holds the id of the active download.
  package func lock(_ user: UserName) -> String { name(.lock, user.description) }
  /// The user's event log, and the channel that announces its entries.
  package func events(_ user: UserName) -> String { name(.events, user.description) }
  /// The channel on which workers hear which download to stop.
  package var control: String { name(.control) }
  /// The ids of live downloads; a sorted set.
  var open: String { name(.open) }
  /// Live ids by their next deadline, in milliseconds of Redis' clock; a sorted set.
  var deadlines: String { name(.deadlines) }
  /// Names the worker that sweeps, for a lease.
  var sweeper: String { name(.sweeper) }
  /// The workers by their names, as they last reported; a hash.
  var workers: String { name(.workers) }
  /// The accounts by user name; a hash.
  package var accounts: String { name(.accounts) }
  /// The API tokens by their digests; a hash.
  package var tokens: String { name(.tokens) }
  /// How often somebody tried to sign in under the name that has `digest`.
  func attempts(_ digest: String) -> String { name(.attempts, digest) }
  /// The session whose secret has `digest`.
  package func session(_ digest: String) -> String { name(.session, digest) }

  private func name(_ pattern: Pattern) -> String { "\(prefix):\(pattern.rawValue)" }

  private func name(_ pattern: Pattern, _ value: String) -> String {
    let pieces = pattern.pieces
    return "\(prefix):\(pieces[0])\(value)\(pieces[1])"
  }
}
