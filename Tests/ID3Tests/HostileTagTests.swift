import Downloads
import TestSupport
import Testing

@testable import ID3

@Suite struct HostileTagTests {
  /// A header that says `size`, then `content`.
  private func tag(_ content: [UInt8], size: Int? = nil, flags: UInt8 = 0) -> [UInt8] {
    let size = size ?? content.count
    let digits = [21, 14, 7, 0].map { UInt8(truncatingIfNeeded: size >> $0 & 0x7f) }
    return Array("ID3".utf8) + [4, 0, flags] + digits + content
  }

  private func frame(_ id: String, size: [UInt8], flags: UInt8 = 0, _ content: [UInt8] = [3, 65])
    -> [UInt8]
  {
    Array(id.utf8) + size + [0, flags] + content
  }

  @Test func takesNothingThatIsNoWholeTag() throws {
    let good = try ID3TagTests.full.rendered()
    for end in [0, 1, 9, 10, good.count - 1] {
      #expect(throws: ID3Error.noTag) { try ID3Tag(reading: Array(good[..<end])) }
    }
    #expect(throws: ID3Error.noTag) { try ID3Tag(reading: tag([], size: 0x0fff_ffff)) }
    #expect(throws: ID3Error.noTag) { try ID3Tag(reading: Array("ID3".utf8) + [4, 0, 0, 255]) }
  }

  @Test(arguments: [[0, 0, 0, 0], [0, 0, 0, 3], [0x7f, 0x7f, 0x7f, 0x7f], [0, 0, 0, 0x80]])
  func refusesSizesThatContradictTheTag(size: [UInt8]) {
    #expect(throws: ID3Error.damaged) { try ID3Tag(reading: tag(frame("TIT2", size: size))) }
  }

  @Test(arguments: [0x01, 0x02, 0x04, 0x08, 0x40] as [UInt8])
  func refusesTransformedFrames(flags: UInt8) {
    let bytes = tag(frame("TIT2", size: [0, 0, 0, 2], flags: flags))
    #expect(throws: ID3Error.unsupported) { try ID3Tag(reading: bytes) }
  }

  @Test(arguments: [0x80, 0x40, 0x10] as [UInt8])
  func refusesTransformedTags(flags: UInt8) {
    let bytes =
      tag(frame("TIT2", size: [0, 0, 0, 2]), flags: flags) + [UInt8](repeating: 0, count: 10)
    #expect(throws: ID3Error.unsupported) { try ID3Tag(reading: bytes) }
  }

  @Test func refusesATagOfVeryManyFrames() {
    let one = frame("TIT2", size: [0, 0, 0, 2])
    let few = tag(Array(repeatElement(one, count: ID3Frame.maximumCount).joined()))
    let many = tag(Array(repeatElement(one, count: ID3Frame.maximumCount + 1).joined()))
    #expect(throws: Never.self) { try ID3Tag(reading: few) }
    #expect(throws: ID3Error.damaged) { try ID3Tag(reading: many) }
  }

  @Test(arguments: [
    [], [3], [3, 0], [3, 105, 0], [3, 105, 0, 3], [3, 105, 0, 3, 0], [1, 0, 0],
  ])
  func survivesPicturesThatEndEarly(content: [UInt8]) throws {
    let picture = frame("APIC", size: [0, 0, 0, UInt8(content.count)], content)
    let title = frame("TIT2", size: [0, 0, 0, 2])
    let read = try? ID3Tag(reading: tag(picture + title))
    #expect(read?.cover == nil)
  }

  @Test func doesNotTakeAForgedIDForADownload() throws {
    for text in ["", "x", "../../../etc/passwd", "{tonearm}"] {
      let content = [3] + Array("TONEARM_DOWNLOAD_ID\0\(text)".utf8)
      let bytes = tag(frame("TXXX", size: [0, 0, 0, UInt8(content.count)], content))
      #expect(try ID3Tag.downloadID(inTag: bytes) == nil)
    }
  }

  /// Twenty thousand tags, damaged at random or random altogether.
  @Test func neverTrapsOnDamagedBytes() throws {
    var random = SeededRandom(seed: 4)
    var tag = ID3TagTests.full
    tag.cover = CoverImage([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
    let good = try tag.rendered(minimumSizeBytes: 600)
    var readable = 0
    for round in 0..<20_000 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(
          in: 0...255, using: &random)
      }
      if round % 4 == 1 { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
      if round % 4 == 2 {
        bytes.replaceSubrange(
          10..., with: (0..<600).map { _ in UInt8.random(in: 0...255, using: &random) })
      }
      do {
        _ = try ID3Tag(reading: bytes)
        readable += 1
      } catch {}
    }
    #expect(readable > 1000)
  }
}
