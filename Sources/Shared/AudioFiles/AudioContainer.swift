import Downloads

/// A file taken apart: its tags, which can be changed, and everything else, which stays as it is, byte for byte.
protocol AudioContainer {
  var format: AudioFormat { get }

  /// The sound, which stays the same when tags are changed; all of the file where it cannot be told apart.
  var sound: Range<Int> { get }

  /// All tags of the file, best first.
  var tags: [any EditableTag] { get }

  /// How long it plays, and how many bits that takes; nil where the file does not say.
  func length() throws(AudioFileError) -> AudioLength?

  /// Pictures that belong to no tag, of at most `limit` bytes.
  func pictures(limit: Int) throws(AudioFileError) -> [EmbeddedPicture]

  mutating func apply(_ change: TagChange) throws(AudioFileError)

  /// Brings the texts of the tag to the standard; returns whether that makes a difference.
  mutating func standardise() throws(AudioFileError) -> Bool

  /// The new file. Throws where putting it together again could lose anything.
  func parts() throws(AudioFileError) -> [FilePart]
}

extension AudioContainer {
  func pictures(limit: Int) throws(AudioFileError) -> [EmbeddedPicture] { [] }
}

/// How long a file plays.
struct AudioLength: Equatable {
  let seconds: Double
  /// On average.
  let bitrateKbps: Int

  /// `sizeBytes` is that of the sound. Nil where the length is none, or none that could be.
  init?(seconds: Double, sizeBytes: Int) {
    let longestSeconds = 1e8
    guard seconds > 0, seconds < longestSeconds else { return nil }
    self.seconds = seconds
    bitrateKbps = Int(min(Double(sizeBytes) * 8 / 1000 / seconds, 1e6).rounded())
  }

  init(seconds: Double, bitrateKbps: Int) {
    self.seconds = seconds
    self.bitrateKbps = bitrateKbps
  }
}
