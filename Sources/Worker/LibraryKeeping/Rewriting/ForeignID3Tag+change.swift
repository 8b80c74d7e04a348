import Downloads
import ID3

extension ForeignID3Tag {
  mutating func apply(_ change: TagChange) throws(ID3Error) {
    for field in TagField.allCases {
      guard let text = change.text(for: field, over: text(field.frame)) else { continue }
      try setText(field.frame, text, removing: field.olderFrames)
    }
    if let cover = change.cover { try setCover(cover) }
  }

  /// Returns whether a tag that stood in the file in `version` becomes another.
  mutating func standardise(from version: UInt8?) -> Bool {
    let found = self
    rewriteTexts(TagStandard.text)
    return self != found || (version != 4 && self != ForeignID3Tag())
  }
}
