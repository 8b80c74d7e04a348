import Foundation
import GRDB

/// The last track of a page: the next page has what comes after it, whatever was added or removed meanwhile.
struct PageCursor: Codable, Equatable {
  let sort: String
  let order: String
  let key: Key
  let id: String

  /// What the track is sorted by, as the database has it.
  enum Key: Codable, Equatable {
    case none
    case number(Int64)
    case real(Double)
    case text(String)
  }

  init(_ row: Row, of request: PageRequest) {
    sort = request.sort.rawValue
    order = request.order.rawValue
    id = row["id"]
    let value: DatabaseValue = row[request.sort.column]
    key =
      switch value.storage {
      case .int64(let number): .number(number)
      case .double(let number): .real(number)
      case .string(let text): .text(text)
      case .null, .blob: .none
      }
  }

  /// Reads what ``text`` made; throws where it was made for another order, or elsewhere.
  init(_ text: String, for request: PageRequest) throws(CatalogueError) {
    let invalid = CatalogueError(.invalidCursor, "the cursor does not belong to this list")
    guard text.utf8.count <= Self.maximumBytes, let data = Data(base64Encoded: Self.standard(text)),
      // What is wrong with it does not matter
      let cursor = try? JSONDecoder().decode(PageCursor.self, from: data),
      cursor.sort == request.sort.rawValue, cursor.order == request.order.rawValue,
      TrackID(cursor.id) != nil
    else { throw invalid }
    self = cursor
  }

  /// The cursor for clients, who must not look into it: URL-safe Base64 (RFC 4648, section 5).
  func text() throws -> String {
    try JSONEncoder().encode(self).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  var keyValue: (any DatabaseValueConvertible)? {
    switch key {
    case .none: nil
    case .number(let number): number
    case .real(let number): number
    case .text(let text): text
    }
  }

  private static let maximumBytes = 8192

  private static func standard(_ text: String) -> String {
    text.replacing("-", with: "+").replacing("_", with: "/")
      + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
  }
}
