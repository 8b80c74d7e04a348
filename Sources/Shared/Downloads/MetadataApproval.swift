/// Turns suggestion, draft and edits into the values to write, or says what is wrong with them.
package enum MetadataApproval {
  /// Why metadata cannot be approved.
  package struct Invalid: Error, Equatable {
    /// The field at fault.
    package let field: TagField
    /// What is wrong with it: one sentence for a person.
    package let detail: String
  }

  /// The longest text field, in Unicode scalars.
  package static let textLimit = TagField.textLimit

  /// Resolves the values: a field of `edits`, else of `draft`, else of `suggestion`.
  ///
  /// The values are taken verbatim. Throws ``Invalid`` where title or artist is missing or blank, a text is
  /// too long or contains control characters, or a number is out of range.
  package static func resolve(
    _ edits: MetadataEdits, draft: MetadataEdits, suggestion: Suggestion?
  ) throws(Invalid) -> TrackTags {
    let tags = edits.applied(to: draft.applied(to: suggestion?.tags ?? TrackTags()))
    for field in required { try require(field, in: tags) }
    try check(tags)
    return tags
  }

  /// Checks that the edits name title and artist, whatever draft and suggestion say.
  package static func requireTitleAndArtist(in edits: MetadataEdits) throws(Invalid) {
    for field in required where !edits.fields.contains(field) { throw missing(field) }
  }

  /// Checks what was typed so far, which may be anything that a tag can hold, or nothing yet.
  ///
  /// Throws ``Invalid`` as ``resolve(_:draft:suggestion:)`` does, but not for what is missing.
  package static func check(_ edits: MetadataEdits) throws(Invalid) {
    try check(edits.values)
  }

  private static let required: [TagField] = [.title, .artist]

  private static func check(_ tags: TrackTags) throws(Invalid) {
    for field in TagField.allCases {
      switch field.kind {
      case .text(let path): try check(tags[keyPath: path], field)
      case .number(let path, let range): try check(tags[keyPath: path], field, range)
      }
    }
  }

  private static func require(_ field: TagField, in tags: TrackTags) throws(Invalid) {
    guard let text = tags.text(of: field),
      !text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
    else { throw missing(field) }
  }

  private static func missing(_ field: TagField) -> Invalid {
    Invalid(field: field, detail: "\(field.label) is missing.")
  }

  private static func check(_ text: String?, _ field: TagField) throws(Invalid) {
    guard let text else { return }
    guard text.unicodeScalars.count <= TagField.textLimit else {
      throw Invalid(
        field: field,
        detail: "\(field.label) is longer than \(TagField.textLimit) characters.")
    }
    guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw Invalid(field: field, detail: "\(field.label) contains control characters.")
    }
  }

  private static func check(_ number: Int?, _ field: TagField, _ range: ClosedRange<Int>)
    throws(Invalid)
  {
    guard number.map(range.contains) ?? true else {
      throw Invalid(
        field: field,
        detail:
          "\(field.label) must be a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
  }
}
