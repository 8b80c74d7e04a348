/// The workers that are alive: each has reported within a lease.
package struct Fleet: Sendable, Equatable {
  /// A worker, as it last reported.
  package struct Member: Sendable, Equatable {
    /// What it said of itself.
    package let report: WorkerReport
    /// When, in milliseconds since 1970 by Redis' clock.
    package let seenAtMilliseconds: Int64

    /// A worker that reported at that time.
    package init(report: WorkerReport, seenAtMilliseconds: Int64) {
      self.report = report
      self.seenAtMilliseconds = seenAtMilliseconds
    }
  }

  /// In the order of their names.
  package let members: [Member]

  /// A fleet of these workers.
  package init(members: [Member]) {
    self.members = members.sorted { $0.report.name < $1.report.name }
  }

  /// Whether approved tracks can be filed: nil where no worker that files is there to tell.
  package var isLibraryWritable: Bool? {
    let reports = members.compactMap(\.report.libraryWritable)
    return reports.isEmpty ? nil : reports.contains(true)
  }
}
