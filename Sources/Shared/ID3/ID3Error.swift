/// Why a tag could not be written or read.
package enum ID3Error: Error, Equatable {
  /// libid3tag refused a value or had no memory; names the frame.
  case notRendered(frame: String)
  /// The tag would be larger than ``ID3TagHeader/maximumSizeBytes``.
  case tooLarge
  /// A year that has no four digits.
  case yearOutOfRange(Int)
  /// The bytes do not begin with a whole ID3v2.4 tag.
  case noTag
  /// Sizes that contradict each other, or more frames than any honest tag has.
  case damaged
  /// Compressed, encrypted or otherwise transformed content, which Tonearm never writes.
  case unsupported
}
