import AudioFiles
import Crypto
import Files

/// Recognises the same sound in another place, under another name or other tags.
enum AudioDigest {
  private static let sampleBytes = 64 * 1024

  /// A digest of the sound's length and of samples from its beginning, middle and end: enough to tell two tracks of
  /// one library apart without reading all of it.
  static func digest(
    of region: Range<Int>, in file: FileWindow, _ format: AudioFormat
  ) throws(FileError) -> String {
    var hash = SHA256()
    hash.update(data: Array("\(format.rawValue) \(region.count)".utf8))
    let middle = region.lowerBound + region.count / 2
    for offset in [region.lowerBound, middle, region.upperBound - sampleBytes] {
      let start = max(offset, region.lowerBound)
      hash.update(data: try file.read(min(sampleBytes, region.upperBound - start), at: start))
    }
    return hash.finalize().prefix(16).hexadecimal
  }
}

extension Sequence<UInt8> {
  /// Two lowercase digits for each byte.
  var hexadecimal: String {
    map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
