import Catalogue
import Files

/// How far a comparison of the folders with what they were has come.
struct PollState {
  typealias Place = WatchTree.Place

  /// When the comparison under way began, or the next one begins; nil while none is needed.
  var begin: ContinuousClock.Instant?
  /// The folders that are still to be compared; nil between comparisons.
  var rest: [WatchTree.FolderID]?
  /// What the comparison has found so far, until its end tells what was moved.
  var appeared: [Place: FileStamp] = [:]
  var vanished: [Place: FileStamp] = [:]
  var vanishedFolders: [WatchTree.FolderID] = []
  var fileCount = 0
  /// Whether there were more files than ``WatchTimings/rememberedFiles``: what they were is not remembered then.
  var isOverwhelmed = false
}
