import CTagLib
import Downloads
import Glibc

/// Reads tags and covers of audio files through TagLib, which is given no more of a file than an honest one
/// needs, and never writes.
///
/// The calls block and may be made from several threads at once, but not from the cooperative pool. They
/// read at offsets of their own: the descriptor's position stays where it is, and the caller closes it.
package enum TagReader {
  /// Reads everything but pictures from the file open at `descriptor`.
  package static func read(_ descriptor: CInt) throws(TagReaderError) -> AudioFile {
    var audio = tonearm_audio()
    var properties = TagProperties()
    let result = withUnsafeMutablePointer(to: &properties) { properties in
      tonearm_read_tags(
        descriptor, &audio,
        { context, key, value, length in
          guard let context, let key, let value else { return }
          let bytes = UnsafeRawBufferPointer(start: value, count: length)
          context.assumingMemoryBound(to: TagProperties.self).pointee
            .append(String(decoding: bytes, as: UTF8.self), to: String(cString: key))
        }, properties)
    }
    try check(result)
    guard let format = AudioFormat(audio.format) else { throw .notAudio }
    let milliseconds = audio.duration_milliseconds
    return AudioFile(
      format: format,
      durationSeconds: milliseconds > 0 ? Double(milliseconds) / 1000 : nil,
      bitrateKbps: audio.bitrate_kbps > 0 ? Int(audio.bitrate_kbps) : nil,
      tags: TrackTags(
        title: properties.text("TITLE"),
        artist: properties.list("ARTIST"),
        album: properties.text("ALBUM"),
        albumArtist: properties.list("ALBUMARTIST") ?? properties.list("ALBUM ARTIST"),
        year: properties.number("DATE", digits: 4) ?? properties.number("YEAR", digits: 4),
        genre: properties.list("GENRE"),
        trackNumber: properties.number("TRACKNUMBER"),
        discNumber: properties.number("DISCNUMBER")),
      sourceURL: properties.text("AUDIOSOURCEWEBPAGE") ?? properties.text("PURL"),
      downloadID: properties.downloadID)
  }

  /// The cover embedded in the file open at `descriptor`; larger pictures than `limitBytes` are passed over.
  package static func cover(_ descriptor: CInt, limitBytes: Int) throws(TagReaderError)
    -> EmbeddedCover?
  {
    var found = FoundPictures()
    let result = withUnsafeMutablePointer(to: &found) { found in
      tonearm_read_pictures(
        descriptor, max(0, limitBytes),
        { context, bytes, length, isFrontCover in
          guard let context else { return }
          let bytes = UnsafeBufferPointer(start: bytes, count: length)
          context.assumingMemoryBound(to: FoundPictures.self).pointee
            .take(bytes, isFrontCover: isFrontCover != 0)
        }, found)
    }
    try check(result)
    return (found.front ?? found.first).map(EmbeddedCover.init)
  }

  private static func check(_ result: tonearm_tag_result) throws(TagReaderError) {
    switch result {
    case TONEARM_TAGS_READ: return
    case TONEARM_TAGS_NOT_AUDIO: throw .notAudio
    case TONEARM_TAGS_TOO_LARGE: throw .tooLarge
    case TONEARM_TAGS_UNREADABLE: throw .unreadable(errno)
    default: throw .failed
    }
  }
}

/// The pictures that one of may become the cover.
private struct FoundPictures {
  private(set) var front: [UInt8]?
  private(set) var first: [UInt8]?

  mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, isFrontCover: Bool) {
    if isFrontCover {
      front = front ?? Array(bytes)
    } else if front == nil {
      first = first ?? Array(bytes)
    }
  }
}
