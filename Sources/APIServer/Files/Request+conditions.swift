import Hummingbird

extension Request {
  /// Whether the client says that it has what `tag` names (RFC 9110, 13.1.2): weak tags count, and `*` is everything.
  func knows(_ tag: String) -> Bool {
    headers[values: .ifNoneMatch].joined(separator: ",").split(separator: ",").contains { item in
      let item = item.drop { $0 == " " }
      return item == "*"
        || (item.hasPrefix("W/") ? item.dropFirst(2) : item).prefix(tag.count) == tag
    }
  }
}
