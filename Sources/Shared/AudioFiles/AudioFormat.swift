/// The kinds of audio file that the library holds, told by content; the raw values are what clients see.
package enum AudioFormat: String, Sendable, CaseIterable {
  case mp3
  case flac
  /// AAC or ALAC in MP4.
  case m4a
  /// Vorbis in Ogg.
  case ogg
  case opus
  /// FLAC in Ogg.
  case oga
  /// PCM in RIFF or RF64.
  case wav
  /// AIFF and AIFC.
  case aiff
  /// AAC in ADTS frames.
  case aac
  /// True Audio.
  case tta
  /// WavPack.
  case wv
  /// Monkey's Audio.
  case ape
  /// Musepack.
  case mpc
  /// Windows Media Audio in ASF; read, not edited.
  case wma
  /// Any sound in Matroska or WebM; read, not edited.
  case mka

  /// Whether Tonearm edits the tags of such files.
  package var isEditable: Bool { self != .wma && self != .mka }
}
