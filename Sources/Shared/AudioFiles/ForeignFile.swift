import CTagLib
import Downloads
import ID3

/// A container whose sound TagLib knows and Tonearm does not: True Audio, WavPack, Monkey's Audio, Musepack, and ASF.
///
/// Except in ASF, the tags are before and behind the sound, and TagLib is shown only what is between.
struct ForeignFile: AudioContainer {
  let format: AudioFormat
  let sound: Range<Int>
  private var outer: OuterTags?
  private let reader: ByteReader
  private let texts: [any EditableTag]
  private let foundLength: AudioLength?

  /// The format of which `bytes` are the beginning.
  static func format(_ bytes: [UInt8]) -> AudioFormat? {
    func begins(_ text: String) -> Bool { bytes.starts(with: text.utf8) }
    if begins("TTA1") { return .tta }
    if begins("wvpk") { return .wv }
    if begins("MAC ") { return .ape }
    return begins("MPCK") || begins("MP+") ? .mpc : nil
  }

  static func isASF(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11])
  }

  init(_ format: AudioFormat, _ reader: ByteReader, _ outer: OuterTags) throws(AudioFileError) {
    self.format = format
    self.reader = reader
    self.outer = outer
    sound = outer.inner
    texts = []
    foundLength = try TagLibReader.read(format, reader.file, outer.inner).length
  }

  init(asf reader: ByteReader) throws(AudioFileError) {
    format = .wma
    self.reader = reader
    sound = 0..<reader.sizeBytes
    let found = try TagLibReader.read(.wma, reader.file, sound)
    texts = [TagLibTag(values: found.values, reader: reader)]
    foundLength = found.length
  }

  var tags: [any EditableTag] { outer?.tags ?? texts }

  func length() -> AudioLength? { foundLength }

  mutating func apply(_ change: TagChange) throws(AudioFileError) {
    guard outer != nil else { throw .unsupported }
    try outer?.apply(change, main: format == .tta ? .id3v2BesideAPE : .ape)
  }

  mutating func standardise() throws(AudioFileError) -> Bool { try outer?.standardise() ?? false }

  func parts() throws(AudioFileError) -> [FilePart] {
    guard let outer else { throw .unsupported }
    return try outer.parts(around: [.stretch(sound)])
  }
}

/// What TagLib reads of a container; never changed.
private struct TagLibTag: EditableTag {
  let values: [String: [String]]
  let reader: ByteReader

  func texts(_ field: TagField) -> [String] {
    for name in field.comments { if let texts = values[name] { return texts } }
    return []
  }

  func texts(named name: String) -> [String] { values[name] ?? [] }

  func holds(_ field: TagField) -> Bool { !texts(field).isEmpty }

  mutating func set(_ field: TagField, to text: String?) throws(AudioFileError) {
    throw .unsupported
  }

  func pictures(limit: Int) throws(AudioFileError) -> [EmbeddedPicture] {
    try TagLibReader.pictures(reader.file, limit: limit)
  }
}
