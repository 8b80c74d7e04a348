import CTagLib

/// The kinds of audio file that the library holds, told by content; the raw values are what clients see.
package enum AudioFormat: String, Sendable, CaseIterable {
  case mp3
  case flac
  /// AAC or ALAC in MP4.
  case m4a
  /// Vorbis in Ogg.
  case ogg
  case opus
  case wav
  case aiff

  init?(_ format: tonearm_audio_format) {
    switch format {
    case TONEARM_FORMAT_MP3: self = .mp3
    case TONEARM_FORMAT_FLAC: self = .flac
    case TONEARM_FORMAT_M4A: self = .m4a
    case TONEARM_FORMAT_OGG: self = .ogg
    case TONEARM_FORMAT_OPUS: self = .opus
    case TONEARM_FORMAT_WAV: self = .wav
    case TONEARM_FORMAT_AIFF: self = .aiff
    default: return nil
    }
  }
}
