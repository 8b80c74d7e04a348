import Broker
import Catalogue

/// Asks the worker to change files of the library, and waits a moment for the result.
struct LibraryWork: Sendable {
  let broker: Broker
  let live: LiveEvents
  let domain: String

  /// How long a request waits for the worker before the response is 202.
  private static let timeout: Duration = .seconds(10)

  /// Queues `job` and returns whether it was done in time. Throws the ``Problem`` that the worker reports, or
  /// `catalogue_unavailable` if no worker has the role `library`.
  func perform(_ job: LibraryJob, picture: [UInt8]? = nil) async throws -> Bool {
    let isKept = try await broker.fleet().members.contains { $0.report.roles.contains("library") }
    guard isKept else { throw Problem.catalogueUnavailable }
    // Subscribed before the job is queued, so that its end cannot be missed.
    let finished = try await live.finishedJobs(tick: .seconds(1))
    try await broker.request(job, domain: domain, picture: picture)
    let deadline = ContinuousClock.now + Self.timeout
    for await element in finished {
      if case .news(let id) = element, id != job.id { continue }
      switch try await broker.outcome(of: job) {
      case .done: return true
      case .failed(let failure, let sentence): throw Self.problem(failure, sentence)
      case nil: break
      }
      if case .ended = element { break }
      if ContinuousClock.now >= deadline { break }
    }
    return false
  }

  private static func problem(_ failure: LibraryJobFailure, _ sentence: String) -> Problem {
    switch failure {
    case .notFound: .notFound
    case .unsuitable: .unsuitableTrack(sentence)
    case .readOnly: .libraryReadOnly(sentence)
    case .conflict, .diskFull, .other: .editFailed(sentence)
    }
  }
}
