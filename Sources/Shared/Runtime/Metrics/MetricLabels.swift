/// The labels of a series, as they stand between the braces.
struct MetricLabels: Hashable {
  private let pairs: [String]

  init(_ dimensions: [(String, String)]) {
    pairs = dimensions.map { name, value in
      let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        .replacing("\n", with: "\\n")
      return "\(name)=\"\(escaped)\""
    }
  }

  /// The labels with one more, in braces; nothing where there is none.
  func text(_ more: (String, String)? = nil) -> String {
    let all = pairs + (more.map { ["\($0)=\"\($1)\""] } ?? [])
    return all.isEmpty ? "" : "{\(all.joined(separator: ","))}"
  }
}
