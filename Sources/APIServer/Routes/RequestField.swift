import Downloads

/// A field of a request's body, or a parameter of its query. Besides those of a tag, these are all.
struct RequestField: Sendable {
  /// Its name in JSON or in the query.
  let name: String
  /// What people call it, with a capital letter, as at the start of a sentence.
  let label: String

  private init(_ name: String, _ label: String) {
    self.name = name
    self.label = label
  }

  /// A field of a tag.
  init(_ field: TagField) { self.init(field.rawValue, field.label) }

  static let tags = TagField.allCases.map { RequestField($0) }

  static let username = RequestField("username", "Username")
  static let password = RequestField("password", "Password")
  static let url = RequestField("url", "Link")
  static let download = RequestField("tempId", "Download")
  static let rename = RequestField("rename", "Rename")

  static let query = RequestField("query", "Search text")
  static let sort = RequestField("sort", "Sort")
  static let order = RequestField("order", "Order")
  static let limit = RequestField("limit", "Limit")
  static let cursor = RequestField("cursor", "Cursor")
  static let size = RequestField("size", "Size")
}
