import CTagLib
import Files
import Glibc

/// Asks TagLib, which is given no more of a file than an honest one needs, and never writes.
enum TagLibReader {
  struct Found {
    var length: AudioLength?
    /// By TagLib's name for the property.
    var values: [String: [String]] = [:]
  }

  /// What TagLib says of the sound in a part of a file.
  static func read(
    _ format: AudioFormat, _ file: FileWindow, _ range: Range<Int>
  ) throws(AudioFileError) -> Found {
    guard let kind = kind(format) else { preconditionFailure("TagLib is not asked for \(format)") }
    var audio = tonearm_audio()
    var found = Found()
    let result = withUnsafeMutablePointer(to: &found) { found in
      tonearm_read_tags(
        file.descriptor, range.lowerBound, range.upperBound, kind, &audio,
        { context, key, value, length in
          guard let context, let key, let value else { return }
          let bytes = UnsafeRawBufferPointer(start: value, count: length)
          context.assumingMemoryBound(to: Found.self).pointee
            .values[String(cString: key), default: []].append(
              String(decoding: bytes, as: UTF8.self))
        }, found)
    }
    try check(result)
    let seconds = Double(audio.duration_milliseconds) / 1000
    if seconds > 0 {
      found.length = AudioLength(seconds: seconds, bitrateKbps: Int(audio.bitrate_kbps))
    }
    return found
  }

  /// The pictures of an ASF file.
  static func pictures(_ file: FileWindow, limit: Int) throws(AudioFileError) -> [EmbeddedPicture] {
    var pictures: [EmbeddedPicture] = []
    let result = withUnsafeMutablePointer(to: &pictures) { pictures in
      tonearm_read_pictures(
        file.descriptor, 0, file.sizeBytes, limit,
        { context, bytes, length, isFrontCover in
          guard let context else { return }
          let bytes = UnsafeBufferPointer(start: bytes, count: length)
          context.assumingMemoryBound(to: [EmbeddedPicture].self).pointee
            .append(EmbeddedPicture(bytes: Array(bytes), isFrontCover: isFrontCover != 0))
        }, pictures)
    }
    try check(result)
    return pictures
  }

  private static func kind(_ format: AudioFormat) -> tonearm_kind? {
    switch format {
    case .tta: TONEARM_TRUE_AUDIO
    case .wv: TONEARM_WAVPACK
    case .ape: TONEARM_MONKEYS_AUDIO
    case .mpc: TONEARM_MUSEPACK
    case .wma: TONEARM_ASF
    default: nil
    }
  }

  private static func check(_ result: tonearm_tag_result) throws(AudioFileError) {
    switch result {
    case TONEARM_TAGS_READ: return
    case TONEARM_TAGS_NOT_AUDIO: throw .notAudio
    case TONEARM_TAGS_TOO_LARGE: throw .tooLarge
    case TONEARM_TAGS_UNREADABLE: throw .file(FileError(errno: errno, "read a file"))
    default: throw .damaged
    }
  }
}
