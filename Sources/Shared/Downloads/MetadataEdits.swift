/// What a person typed so far: per field nothing, a removal, or a value.
///
/// Every field of ``TrackTags`` is an ``Edit`` here: `edits.title = .set("Sinnerman")`.
@dynamicMemberLookup
package struct MetadataEdits: Sendable, Equatable {
  /// One field's edit.
  package enum Edit<Value: Sendable & Equatable>: Sendable, Equatable {
    /// Not edited: the draft's value, then the suggestion's, stays.
    case keep
    case clear
    case set(Value)
  }

  /// The fields that were edited.
  package private(set) var fields: Set<TagField> = []
  /// The new values; nil for what was cleared, and for what was not edited.
  package private(set) var values = TrackTags()

  /// No edits.
  package init() {}

  /// Edits that give every field the value that it has in `tags`.
  package init(replacingAll tags: TrackTags) {
    fields = Set(TagField.allCases)
    values = tags
  }

  /// The edit of the field that ``TrackTags`` keeps at `path`.
  package subscript<Value>(dynamicMember path: WritableKeyPath<TrackTags, Value?>) -> Edit<Value> {
    get {
      guard fields.contains(TagField(at: path)) else { return .keep }
      return values[keyPath: path].map { .set($0) } ?? .clear
    }
    set {
      let field = TagField(at: path)
      switch newValue {
      case .keep:
        fields.remove(field)
        values[keyPath: path] = nil
      case .clear:
        fields.insert(field)
        values[keyPath: path] = nil
      case .set(let value):
        fields.insert(field)
        values[keyPath: path] = value
      }
    }
  }

  /// The tags after the edits, given what they were before.
  package func applied(to tags: TrackTags) -> TrackTags {
    var tags = tags
    for field in fields { tags.take(field, from: values) }
    return tags
  }
}

extension MetadataEdits: Codable {
  /// Reads an absent field as ``Edit/keep``, null or an empty text as ``Edit/clear``.
  package init(from decoder: any Decoder) throws {
    values = try TrackTags(from: decoder)
    fields = Set(try decoder.container(keyedBy: TagField.self).allKeys)
    for field in fields where values.text(of: field) == "" {
      values.take(field, from: TrackTags())
    }
  }

  /// Writes only edited fields; a cleared one is null.
  package func encode(to encoder: any Encoder) throws {
    try values.encode(fields, to: encoder)
  }
}
