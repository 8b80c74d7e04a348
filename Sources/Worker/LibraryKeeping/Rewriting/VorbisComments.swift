import Downloads
import Foundation
import ID3

/// The comments of FLAC, Vorbis and Opus (Vorbis I specification, section 5): texts of the form `KEY=value`,
/// each key as often as one likes.
struct VorbisComments: Equatable {
  private static let maximumCount = 4096
  private static let pictureKey = "METADATA_BLOCK_PICTURE"

  private var vendor: [UInt8] = Array("Tonearm".utf8)
  private var entries: [Entry] = []

  init() {}

  /// Takes the comments that `bytes` begin with and moves `bytes` past them.
  init(parsing bytes: inout ArraySlice<UInt8>) throws {
    func number() throws -> Int {
      guard bytes.count >= 4 else { throw RewritingError.unreadable }
      defer { bytes = bytes.dropFirst(4) }
      return bytes.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    func text() throws -> ArraySlice<UInt8> {
      let count = try number()
      guard count <= bytes.count else { throw RewritingError.unreadable }
      defer { bytes = bytes.dropFirst(count) }
      return bytes.prefix(count)
    }
    vendor = Array(try text())
    let count = try number()
    guard count <= Self.maximumCount else { throw RewritingError.tooLarge }
    for _ in 0..<count { entries.append(Entry(try text())) }
  }

  var encoded: [UInt8] {
    func number(_ value: Int) -> [UInt8] {
      [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
    return number(vendor.count) + vendor + number(entries.count)
      + entries.flatMap { number($0.bytes.count) + $0.bytes }
  }

  mutating func apply(_ change: TagChange) {
    for field in TagField.allCases {
      let old = entries.first { field.comments.contains($0.key) }?.value
      guard let text = change.text(for: field, over: old) else { continue }
      set(field.comments[0], to: text.isEmpty ? nil : text) { field.comments.contains($0.key) }
    }
  }

  /// Embeds the picture, where the container has no place of its own for pictures.
  mutating func embed(_ cover: CoverImage) {
    let block = FLACPicture.encoded(cover)
    set(Self.pictureKey, to: Data(block).base64EncodedString()) { entry in
      // The first four bytes of the block say what it shows.
      guard entry.key == Self.pictureKey else { return entry.key.hasPrefix("COVERART") }
      let kind = entry.value.flatMap { Data(base64Encoded: String($0.prefix(8))) }
      return kind.map { FLACPicture.isFrontCover(Array($0)) } ?? true
    }
  }

  mutating func standardise() {
    entries = entries.compactMap { entry in
      guard let value = entry.value, entry.key != Self.pictureKey else { return entry }
      let text = TagStandard.text(value)
      return text.isEmpty ? nil : Entry(entry.name, text)
    }
  }

  /// Puts an entry where the first of those stood that it replaces, or at the end.
  private mutating func set(_ key: String, to value: String?, replacing isReplaced: (Entry) -> Bool)
  {
    let index = entries.firstIndex(where: isReplaced) ?? entries.endIndex
    let before = entries[..<index]
    let added = value.map { [Entry(key, $0)] } ?? []
    entries = before + added + entries[index...].filter { !isReplaced($0) }
  }

  private struct Entry: Equatable {
    let bytes: [UInt8]

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = Array(bytes) }

    init(_ name: String, _ value: String) { bytes = Array("\(name)=\(value)".utf8) }

    /// The key as it was written.
    var name: String { String(decoding: bytes.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self) }

    /// The key as it is compared.
    var key: String { name.uppercased() }

    /// The value, nil where it is no UTF-8.
    var value: String? {
      guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      return String(validating: bytes[(equals + 1)...], as: UTF8.self)
    }
  }
}
