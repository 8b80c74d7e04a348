import Testing

@testable import APIServer

@Suite struct ByteRangeTests {
  @Test(
    arguments: [
      (nil, .whole), ("bytes=0-", .part(0..<10)), ("bytes=0-0", .part(0..<1)),
      ("bytes=3-5", .part(3..<6)), ("bytes=9-", .part(9..<10)), ("bytes=5-99", .part(5..<10)),
      ("bytes=-4", .part(6..<10)), ("bytes=-99", .part(0..<10)), ("bytes= 1-2 ", .part(1..<3)),
      ("bytes=2-99999999999999999999", .part(2..<10)), ("bytes=10-", .unsatisfiable),
      ("bytes=99999999999999999999-", .unsatisfiable), ("bytes=-0", .unsatisfiable),
      ("bytes=5-3", .whole), ("bytes=-", .whole), ("bytes=a-b", .whole), ("items=0-1", .whole),
      ("bytes=0-1,3-4", .whole), ("", .whole), ("bytes=--1", .whole),
    ] as [(String?, ByteRange)])
  func readsTheHeader(header: String?, range: ByteRange) {
    #expect(ByteRange(header: header, sizeBytes: 10) == range)
  }

  @Test(arguments: ["bytes=0-", "bytes=-1", "bytes=0-0"])
  func anEmptyFileHasNoRange(header: String) {
    #expect(ByteRange(header: header, sizeBytes: 0) == .unsatisfiable)
  }
}
