import Downloads
import Foundation
import ID3

/// The comments of FLAC, Vorbis and Opus (Vorbis I specification, section 5): texts of the form `KEY=value`,
/// each key as often as one likes.
struct VorbisComments: EditableTag, Equatable {
  private static let maximumCount = 4096
  private static let pictureKey = "METADATA_BLOCK_PICTURE"
  /// No key that is looked for is longer.
  private static let mostKeyBytes = 64

  private var vendor: ArraySlice<UInt8> = Array("Tonearm".utf8)[...]
  private var entries: [ArraySlice<UInt8>] = []
  /// What follows the comments.
  private(set) var rest: ArraySlice<UInt8> = []
  private let legacy: LegacyText
  /// Whether pictures are comments, because the container has no place of its own for them.
  private let holdsPictures: Bool

  static func == (one: VorbisComments, other: VorbisComments) -> Bool {
    one.vendor == other.vendor && one.entries == other.entries && one.rest == other.rest
  }

  /// No comments. `rest` is what follows them.
  init(_ legacy: LegacyText, holdsPictures: Bool) {
    self.legacy = legacy
    self.holdsPictures = holdsPictures
  }

  /// Takes the comments that `bytes` begin with.
  init(
    parsing bytes: ArraySlice<UInt8>, _ legacy: LegacyText, holdsPictures: Bool
  ) throws(AudioFileError) {
    self.init(legacy, holdsPictures: holdsPictures)
    var bytes = bytes
    vendor = try Self.text(&bytes)
    let count = try Self.number(&bytes)
    guard count <= Self.maximumCount else { throw .tooLarge }
    for _ in 0..<count { entries.append(try Self.text(&bytes)) }
    rest = bytes
  }

  private static func number(_ bytes: inout ArraySlice<UInt8>) throws(AudioFileError) -> Int {
    guard bytes.count >= 4 else { throw .damaged }
    defer { bytes = bytes.dropFirst(4) }
    return bytes.prefix(4).littleEndian
  }

  private static func text(_ bytes: inout ArraySlice<UInt8>) throws(AudioFileError) -> ArraySlice<
    UInt8
  > {
    let count = try number(&bytes)
    guard count <= bytes.count else { throw .damaged }
    defer { bytes = bytes.dropFirst(count) }
    return bytes.prefix(count)
  }

  var encoded: [UInt8] {
    var bytes = [UInt8](littleEndian: vendor.count) + vendor + [UInt8](littleEndian: entries.count)
    for entry in entries { bytes += [UInt8](littleEndian: entry.count) + entry }
    return bytes + rest
  }

  func holds(_ field: TagField) -> Bool {
    entries.contains { Self.key($0).map(field.comments.contains) ?? false }
  }

  func texts(_ field: TagField) -> [String] {
    for key in field.comments {
      let texts = texts(named: key)
      if !texts.isEmpty { return texts }
    }
    return []
  }

  func texts(named name: String) -> [String] {
    entries.filter { Self.key($0) == name }.map {
      legacy.text(Self.value($0).prefix(ID3v2Tag.textLimitBytes))
    }
  }

  mutating func set(_ field: TagField, to text: String?) {
    var text = text
    if field.isNumbered, let number = text { text = number + total(behind: texts(field)) }
    let added = text.map { Array("\(field.comments[0])=\($0)".utf8)[...] }
    replace(with: added) { Self.key($0).map(field.comments.contains) ?? false }
  }

  var hasCover: Bool { entries.contains(where: Self.isCover) }

  mutating func setCover(_ cover: CoverImage) {
    guard holdsPictures || hasCover else { return }
    let block = Data(FLACPicture.encoded(cover)).base64EncodedString()
    replace(with: Array("\(Self.pictureKey)=\(block)".utf8)[...], where: Self.isCover)
  }

  /// Whether an entry is a picture of the front or of no certain kind.
  private static func isCover(_ entry: ArraySlice<UInt8>) -> Bool {
    guard let key = key(entry) else { return false }
    guard key == pictureKey else { return key.hasPrefix("COVERART") }
    // The first four bytes of the block say what it shows.
    let kind = Data(base64Encoded: Data(value(entry).prefix(8)))
    return kind.map { FLACPicture.isFrontCover(Array($0)) } ?? true
  }

  func pictures(limit: Int) -> [EmbeddedPicture] {
    var pictures: [EmbeddedPicture] = []
    for entry in entries {
      let key = Self.key(entry)
      guard key == Self.pictureKey || key == "COVERART",
        Self.value(entry).count / 4 * 3 <= limit + 4096,
        let bytes = Data(base64Encoded: Data(Self.value(entry)), options: .ignoreUnknownCharacters)
      else { continue }
      if key == "COVERART" {
        guard bytes.count <= limit else { continue }
        pictures.append(EmbeddedPicture(bytes: Array(bytes), isFrontCover: false))
      } else if let picture = FLACPicture.picture(Array(bytes)), picture.bytes.count <= limit {
        pictures.append(picture)
      }
    }
    return pictures
  }

  /// Returns whether that makes a difference.
  mutating func standardise() -> Bool {
    let found = entries
    entries = entries.compactMap { entry in
      guard let key = Self.key(entry), key != Self.pictureKey, !key.hasPrefix("COVERART"),
        let value = String(validating: Self.value(entry), as: UTF8.self)
      else { return entry }
      let text = TagStandard.text(value)
      return text.isEmpty ? nil : entry.prefix { $0 != 0x3d } + [0x3d] + text.utf8
    }
    return entries != found
  }

  /// Puts an entry where the first of those stood that it replaces, or at the end.
  private mutating func replace(
    with added: ArraySlice<UInt8>?, where isReplaced: (ArraySlice<UInt8>) -> Bool
  ) {
    let index = entries.firstIndex(where: isReplaced) ?? entries.endIndex
    entries =
      entries[..<index] + (added.map { [$0] } ?? []) + entries[index...].filter { !isReplaced($0) }
  }

  /// The key as it is compared; nil where the entry has none that could be looked for.
  private static func key(_ entry: ArraySlice<UInt8>) -> String? {
    guard let equals = entry.prefix(mostKeyBytes).firstIndex(of: 0x3d) else { return nil }
    return String(decoding: entry[..<equals], as: UTF8.self).uppercased()
  }

  private static func value(_ entry: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    entry.drop { $0 != 0x3d }.dropFirst()
  }
}
