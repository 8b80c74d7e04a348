import Catalogue
import Hummingbird

/// The query of `GET /api/v1/tracks`.
enum TrackQuery {
  static let parameters: Set = ["query", "sort", "order", "limit", "cursor"]
  private static let defaultLimit = 50
  private static let longestQuery = 500

  /// Reads the parameters. Throws ``Problem`` `invalid_request` for a wrong one.
  static func read(_ request: Request) throws(Problem) -> PageRequest {
    var values: [String: String] = [:]
    for (name, value) in request.uri.queryParameters { values[String(name)] = String(value) }
    let query = values["query"] ?? ""
    guard query.unicodeScalars.count <= longestQuery else {
      throw .invalidRequest(.query, "is longer than \(longestQuery) characters")
    }
    let sort = try choice(TrackSort.self, .sort, values) ?? .addedAt
    return PageRequest(
      query: query, sort: sort, order: try choice(TrackOrder.self, .order, values),
      limit: try limit(values), cursor: values["cursor"].flatMap { $0.isEmpty ? nil : $0 })
  }

  private static func choice<Value: RawRepresentable<String> & CaseIterable>(
    _: Value.Type, _ field: RequestField, _ values: [String: String]
  ) throws(Problem) -> Value? {
    guard let text = values[field.name], !text.isEmpty else { return nil }
    guard let value = Value(rawValue: text) else {
      let words = Value.allCases.map(\.rawValue).joined(separator: ", ")
      throw .invalidRequest(field, "must be one of \(words)")
    }
    return value
  }

  private static func limit(_ values: [String: String]) throws(Problem) -> Int {
    guard let text = values["limit"], !text.isEmpty else { return defaultLimit }
    guard let limit = Int(text), (1...PageRequest.maximumLimit).contains(limit) else {
      throw .invalidRequest(.limit, "must be from 1 to \(PageRequest.maximumLimit)")
    }
    return limit
  }
}
