import Catalogue
import Files
import AudioFiles

/// A new file that waits to take the place of an old one, in a folder of its own.
struct RewritingDraft: Sendable {
  static let name = "new"
  /// The old file under a second name, for a comparison that can see only this folder.
  static let originalName = "old"

  /// The name of the folder.
  let id: String
  let format: AudioFormat
  /// Whether ffmpeg is to compare the sound of both: in MP4, tables say where the sound is. In all other formats what was
  /// written is, byte for byte or page for page, what was read.
  var needsComparison: Bool { format == .m4a }

  /// What was read, and is to be replaced.
  let original: FileStamp

  func folder(in library: String) -> String {
    ([library] + TrackRewriter.workFolder + [id]).joined(separator: "/")
  }
}
