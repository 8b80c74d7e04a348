import Downloads
import Foundation
import ID3
import TestSupport
import Testing

@testable import AudioFiles

/// Tags that other programs wrote, in all their versions.
@Suite struct ID3v2TagTests {
  private typealias Bytes = [UInt8]

  private func tag(_ version: UInt8, flags: UInt8 = 0, _ content: [UInt8]) -> [UInt8] {
    Array("ID3".utf8) + [version, 0, flags] + SyncsafeInteger.bytes(content.count) + content
  }

  /// A frame with a size of as many bytes as its name has.
  private func frame(_ id: String, flags: UInt8 = 0, size: [UInt8]? = nil, _ content: [UInt8])
    -> [UInt8]
  {
    let plain = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: content.count >> $0) }
    return Array(id.utf8) + (size ?? plain.suffix(id.utf8.count))
      + (id.utf8.count == 4 ? [0, flags] : []) + content
  }

  private func latin(_ text: String) -> [UInt8] {
    [0] + text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  }

  /// Does something with the tag that `bytes` are.
  private func with<Value>(_ bytes: [UInt8], _ body: (inout ID3v2Tag) throws -> Value) throws
    -> Value
  {
    try withFile(bytes) { descriptor in
      let reader = ByteReader(window(descriptor))
      let legacy = LegacyText(encodings: [])
      var tag = try #require(try ID3v2Tag(at: 0, before: bytes.count, reader, legacy))
      return try body(&tag)
    }
  }

  private func texts(_ field: TagField, in bytes: [UInt8]) throws -> [String] {
    try with(bytes) { tag in try tag.texts(field) }
  }

  /// The tag as it is written, without padding.
  private func written(_ tag: ID3v2Tag, from bytes: [UInt8]) throws -> [UInt8] {
    try tag.parts(isPadded: false).flatMap { part -> [UInt8] in
      switch part {
      case .bytes(let made): made
      case .stretch(let range): Array(bytes[range])
      case .pages: []
      }
    }
  }

  @Test(arguments: [2, 3, 4] as [UInt8])
  func editsInTheVersionThatTheTagHas(version: UInt8) throws {
    let names = version == 2 ? ["TT2", "XYZ", "COM"] : ["TIT2", "ZZZZ", "COMM"]
    let kept = frame(names[1], Bytes(0...99)) + frame(names[2], [0] + Array("engx\0y".utf8))
    let bytes = tag(version, frame(names[0], latin("old")) + kept)
    let new = try with(bytes) { tag in
      try tag.set(.title, to: "nöw")
      return try written(tag, from: bytes)
    }
    #expect(new[3] == version)
    #expect(Data(new).range(of: Data(kept)) != nil)
    #expect(try texts(.title, in: new) == ["nöw"])
  }

  @Test func keepsWhatIsCompressedOrEncrypted() throws {
    let packed = frame("PRIV", flags: 0x09, [0, 0, 0, 1, 7, 7, 7])
    let bytes = tag(4, packed + frame("TIT2", latin("old")))
    let new = try with(bytes) { tag in
      try tag.set(.title, to: "new")
      return try written(tag, from: bytes)
    }
    #expect(Data(new).range(of: Data(packed)) != nil)
    let title = tag(4, frame("TIT2", flags: 0x09, [0, 0, 0, 1, 7, 7, 7]))
    #expect(throws: AudioFileError.unsupported) {
      try with(title) { try $0.set(.title, to: "new") }
    }
  }

  @Test func undoesUnsynchronisation() throws {
    let text: [UInt8] = [1, 0xff, 0, 0xfe, 0x68, 0, 0xff, 0, 0]
    let third = tag(3, flags: 0x80, Array("TIT2".utf8) + [0, 0, 0, 7, 0, 0] + text)
    let fourth = tag(4, flags: 0x80, frame("TIT2", size: [0, 0, 0, 9], text))
    for bytes in [third, fourth] {
      let new = try with(bytes) { tag in
        try tag.set(.album, to: "ÿ")
        return try written(tag, from: bytes)
      }
      for each in [bytes, new] { #expect(try texts(.title, in: each) == ["hÿ"]) }
      #expect(try texts(.album, in: new) == ["ÿ"])
    }
  }

  @Test func passesOverExtendedHeadersAndKeepsFooters() throws {
    let title = frame("TIT2", latin("T"))
    let third = tag(3, flags: 0x40, [0, 0, 0, 6, 0, 0, 0, 0, 0, 0] + title)
    let fourth = tag(4, flags: 0x40, [0, 0, 0, 6, 1, 0] + title)
    for bytes in [third, fourth] { #expect(try texts(.title, in: bytes) == ["T"]) }
    let footer = Array("3DI".utf8) + [4, 0, 0x10] + SyncsafeInteger.bytes(title.count)
    let bytes = tag(4, flags: 0x10, title) + footer
    #expect(try with(bytes) { tag in try written(tag, from: bytes) } == bytes)
  }

  /// iTunes wrote sizes of version 3 into version 4.
  @Test(arguments: [127, 128, 200, 300, 20_000])
  func knowsPlainSizesInVersion4(count: Int) throws {
    let content = [0] + Bytes(repeating: 0x41, count: count)
    for size in [nil, SyncsafeInteger.bytes(content.count)] {
      for rest in [
        [], frame("TPE1", latin("A")), frame("TPE1", [0] + Bytes(repeating: 0x41, count: 199)),
        Bytes(repeating: 0, count: 300),
      ] {
        let bytes = tag(4, frame("TIT2", size: size, content) + rest)
        #expect(try texts(.title, in: bytes).first?.utf8.count == count)
      }
    }
  }

  @Test(arguments: [
    ("(17)", ["Rock"]), ("17", ["Rock"]), ("2010", ["2010"]),
    ("(4)Eurodisco", ["Disco", "Eurodisco"]),
    ("(RX)", ["Remix"]), ("((not a number)", ["(not a number)"]), ("(191)", ["Psybient"]),
    ("192", ["192"]), ("Jazz/Funk", ["Jazz/Funk"]), ("(2010)", ["(2010)"]),
  ])
  func readsGenresThatAreNumbers(text: String, genres: [String]) throws {
    #expect(try texts(.genre, in: tag(4, frame("TCON", latin(text)))) == genres)
  }

  @Test func readsUTF16WithoutItsMark() throws {
    #expect(try texts(.title, in: tag(3, frame("TIT2", [1, 0x41, 0, 0x42, 0]))) == ["AB"])
  }

  @Test func readsNoMoreThanTheBeginningOfALongText() throws {
    let long = Bytes(repeating: 0, count: 15 << 20)
    let bytes = tag(
      4, frame("TIT2", size: SyncsafeInteger.bytes(long.count), long) + frame("TALB", latin("A")))
    #expect(try texts(.title, in: bytes).count <= 1)
    let new = try with(bytes) { tag in
      try tag.set(.album, to: "B")
      return try tag.parts(isPadded: false)
    }
    #expect(
      new.contains { if case .stretch(let range) = $0 { range.count == long.count } else { false } }
    )
  }

  @Test func refusesWhatItWouldLose() throws {
    #expect(throws: AudioFileError.unsupported) {
      try with(tag(2, flags: 0x40, [1, 2, 3])) { try $0.set(.title, to: "x") }
    }
    for content in [Bytes("garbage".utf8), frame("TIT2", size: [0, 0, 1, 0], latin("T"))] {
      #expect(throws: AudioFileError.damaged) {
        try with(tag(3, content)) { tag in
          try tag.set(.title, to: "x")
          _ = try tag.parts(isPadded: true)
        }
      }
    }
    let many = Bytes(repeatElement(frame("TIT2", latin("T")), count: 5000).joined())
    #expect(throws: AudioFileError.tooLarge) { try with(tag(3, many)) { _ in } }
  }

  @Test func standardisesToVersion4InUTF8() throws {
    let picture: [UInt8] = [0xff, 0xd8, 0xff, 0xe0, 0, 1]
    let bytes = tag(
      2,
      frame("TT2", latin("Título ")) + frame("TP1", [1, 0xff, 0xfe, 0x1f, 4])
        + frame("TYE", latin("1999")) + frame("TDA", latin("3112")) + frame("TIM", latin("2359"))
        + frame("TSI", latin("5")) + frame("COM", [0] + Array("engx\0y".utf8))
        + frame("PIC", [0] + Array("JPG".utf8) + [3, 0x61, 0] + picture)
        + Bytes(repeating: 0, count: 50))
    let new = try with(bytes) { tag in
      try #require(try tag.standardise())
      let isStandard = try tag.standardise()
      try #require(!isStandard)
      return try written(tag, from: bytes)
    }
    #expect(new[3] == 4)
    let (ids, pictures) = try with(new) { tag in
      (tag.frames.map(\.id), try tag.pictures(limit: 100))
    }
    #expect(ids == ["TIT2", "TPE1", "TDRC", "TSIZ", "COMM", "APIC"])
    #expect(pictures.first?.bytes == picture)
    #expect(try texts(.title, in: new) == ["Título"])
    #expect(try texts(.artist, in: new) == ["П"])
    #expect(try texts(.year, in: new) == ["1999-12-31T23:59"])
  }

  @Test func dropsNoFrameByStandardising() throws {
    let odd = tag(3, frame("TYER", latin("99")) + frame("TDAT", latin("3112")))
    let ids = try with(odd) { tag in
      try #require(try tag.standardise())
      return tag.frames.map(\.id)
    }
    #expect(ids == ["TYER", "TDAT"])
    let unknown = tag(2, frame("XYZ", latin("?")))
    #expect(try with(unknown) { tag in try tag.standardise() } == false)
  }

  @Test func neverTrapsOnDamagedBytes() throws {
    var random = SeededRandom(seed: 5)
    let content =
      frame("TIT2", latin("T")) + frame("TYER", latin("1999")) + frame("TXXX", latin("a\0b"))
      + frame("APIC", [0] + Array("image/jpeg\0\u{3}\0".utf8) + [0xff, 0xd8, 0xff])
    let cover = try #require(CoverImage([0xff, 0xd8, 0xff]))
    let folder = try TemporaryFolder()
    let path = folder.path(of: "tag")
    var readable = 0
    for round in 0..<2000 {
      var bytes = tag([2, 3, 4][round % 3], content + Bytes(repeating: 0, count: 20))
      for _ in 0..<Int.random(in: 1...5, using: &random) {
        bytes[.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
      }
      try Data(bytes).write(to: URL(filePath: path))
      try withFile(at: path) { descriptor in
        do {
          let reader = ByteReader(window(descriptor))
          guard
            var tag = try ID3v2Tag(
              at: 0, before: bytes.count, reader, LegacyText(encodings: []))
          else { return }
          _ = try tag.standardise()
          try tag.setCover(cover)
          try tag.set(.title, to: "x")
          for field in TagField.allCases { _ = try tag.texts(field) }
          _ = try written(tag, from: bytes)
          readable += 1
        } catch is AudioFileError {}
      }
    }
    #expect(readable > 200)
  }
}
