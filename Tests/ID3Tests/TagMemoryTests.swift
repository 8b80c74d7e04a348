import Foundation
import Testing

@testable import ID3

@Suite struct TagMemoryTests {
  /// AddressSanitizer keeps freed memory, and looks for leaks itself.
  private static let isSanitized = dlsym(nil, "__asan_init") != nil

  @Test(.disabled(if: isSanitized))
  func givesBackTheMemoryOfTenThousandTags() throws {
    var tag = ID3TagTests.full
    tag.metadata.title = String(repeating: "ж", count: 500)
    tag.metadata.artist = tag.metadata.title
    for _ in 0..<500 { _ = try tag.rendered() }
    // Titles and cover of these tags alone are 130 MB. What other tests take meanwhile, they do not take each time.
    var growthBytes = Int.max
    for _ in 0..<5 where growthBytes >= 64 << 20 {
      let before = try residentBytes()
      for _ in 0..<10_000 { _ = try tag.rendered() }
      growthBytes = try residentBytes() - before
    }
    #expect(growthBytes < 64 << 20)
  }

  /// The second number is resident pages (proc(5)).
  private func residentBytes() throws -> Int {
    let numbers = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(
      separator: " ")
    return try #require(Int(numbers[1])) * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
