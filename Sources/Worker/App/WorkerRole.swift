import Runtime

/// A kind of work that a worker does.
enum WorkerRole: String, CaseIterable, Sendable {
  /// Fetches what users pasted.
  case downloads
  /// Files what users approved.
  case finalize
  /// Keeps the catalogue of the library.
  case library

  /// Reads `all`, or roles with commas between.
  static func parse(_ text: String) throws(SettingError) -> Set<WorkerRole> {
    if text == "all" { return Set(allCases) }
    let words = text.split(separator: ",").map { $0.filter { $0 != " " } }
    let roles = words.compactMap(WorkerRole.init(rawValue:))
    guard !roles.isEmpty, roles.count == words.count else {
      let known = allCases.map(\.rawValue).joined(separator: ", ")
      throw SettingError(
        .workerRoles, value: text, allowed: "all, or some of \(known) with commas between")
    }
    return Set(roles)
  }
}
