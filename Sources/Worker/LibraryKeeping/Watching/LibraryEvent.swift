import Catalogue
import Files

/// What happened in the library folder, told in the order in which it is to be taken.
///
/// Of what has changed since an event was true, a later one tells. Who acts on them one after
/// the other, and looks at the disk when doing so, ends up with what is there.
enum LibraryEvent: Sendable, Hashable {
  /// The audio file there is new or rewritten, and has been quiet for a while. Once for each change.
  case fileChanged(TrackPath)

  /// The folder's own picture was added, changed or removed.
  case pictureChanged(in: FolderPath)

  /// Nothing was there any more a moment ago: neither the file, nor the folder and what was beneath it.
  case removed(TrackPath)

  /// A file or a folder has another path now, and has replaced what was there. A file that does not look like what is
  /// known of the old path counts as changed; for a folder, a rescan of it is the next event.
  case moved(from: TrackPath, to: TrackPath)

  /// More happened in that folder and beneath it than is reported one by one: look at all of it.
  case rescanNeeded(FolderPath)

  /// The library folder is gone, or is another folder than it was. Nothing else is reported until it is back.
  case rootDisappeared

  /// The library folder is back; a rescan of everything is the next event.
  case rootReturned
}
