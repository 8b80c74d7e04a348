import Catalogue
import Files

/// The folders of the library as the watch knows them.
///
/// Each knows its name and the folder that it is in, and nobody its path: however much is beneath a folder, it is renamed
/// in one step.
struct WatchTree {
  /// A folder, for as long as it is known; never used for another.
  typealias FolderID = Int

  /// A name in a folder, whether something has it or not.
  struct Place: Hashable {
    let folder: FolderID
    let name: EntryName
  }

  struct Folder {
    /// Nil of the library folder itself.
    fileprivate(set) var place: Place?
    fileprivate(set) var children: [EntryName: FolderID] = [:]
    fileprivate(set) var watch: CInt?
    fileprivate var identity: FileIdentity?
    /// The files in it as they were when it was last compared; nil where that is not remembered.
    fileprivate(set) var files: [EntryName: FileStamp]?
  }

  /// The library folder itself.
  static let root: FolderID = 0

  private(set) var folders: [FolderID: Folder] = [root: Folder()]
  private var watches: [CInt: FolderID] = [:]
  private var identities: [FileIdentity: FolderID] = [:]
  private var nextID = root + 1

  subscript(id: FolderID) -> Folder? { folders[id] }

  /// Whether there are folders without a watch.
  var hasUnwatched: Bool { folders.count > watches.count }

  func folder(at place: Place) -> FolderID? { folders[place.folder]?.children[place.name] }

  func folder(watchedBy watch: CInt) -> FolderID? { watches[watch] }

  /// The folder of that identity and watch, wherever it was known to be.
  func folder(_ identity: FileIdentity, watch: CInt? = nil) -> FolderID? {
    if let id = watch.flatMap({ watches[$0] }) { return id }
    guard let id = identities[identity] else { return nil }
    // One that has another watch was deleted, and its inode used again.
    return watch == nil || folders[id]?.watch == nil ? id : nil
  }

  /// The path of a place; nil where its folder is not known any more.
  func path(of place: Place) -> TrackPath? { path(of: place.folder)?.path(of: place.name) }

  /// The path of a folder; nil where it is not known any more.
  func path(of id: FolderID) -> FolderPath? {
    guard let folder = folders[id] else { return nil }
    guard let place = folder.place else { return .root }
    return path(of: place).map(FolderPath.beneath)
  }

  /// Adds a folder that was not known, and answers which it is and which other, if any, it has displaced: that one is
  /// at no place, and to be removed.
  mutating func add(at place: Place) -> (added: FolderID, displaced: FolderID?) {
    let id = nextID
    nextID += 1
    folders[id] = Folder()
    return (id, put(id, at: place))
  }

  /// Whether a folder can be at a place, which is not so if that is beneath the folder itself.
  func canMove(_ id: FolderID, to place: Place) -> Bool {
    var above: FolderID? = place.folder
    while let folder = above, folder != id { above = folders[folder]?.place?.folder }
    return above == nil
  }

  /// Gives a folder another place; answers which other, if any, it has displaced.
  mutating func move(_ id: FolderID, to place: Place) -> FolderID? {
    if let old = folders[id]?.place { folders[old.folder]?.children[old.name] = nil }
    return put(id, at: place)
  }

  /// Forgets a folder and all beneath it, and answers their watches.
  mutating func remove(_ id: FolderID) -> [CInt] {
    if let place = folders[id]?.place, folder(at: place) == id {
      folders[place.folder]?.children[place.name] = nil
    }
    var ended: [CInt] = []
    var rest = [id]
    while let next = rest.popLast() {
      if let watch = folders[next]?.watch { ended.append(watch) }
      unbind(next)
      rest += folders.removeValue(forKey: next)?.children.values ?? [:].values
    }
    return ended
  }

  /// Notes which folder this was found to be, and its watch if it has one.
  mutating func bind(_ id: FolderID, to found: FoundFolder) {
    unbind(id)
    folders[id]?.identity = found.identity
    identities[found.identity] = id
    folders[id]?.watch = found.watch
    if let watch = found.watch { watches[watch] = id }
  }

  /// Notes that a folder's watch has ended, and with it the folder: another may have its inode now.
  mutating func unbind(_ id: FolderID) {
    if let watch = folders[id]?.watch { watches[watch] = nil }
    if let identity = folders[id]?.identity, identities[identity] == id {
      identities[identity] = nil
    }
    folders[id]?.watch = nil
    folders[id]?.identity = nil
  }

  /// Remembers, or forgets, what files there are in a folder.
  mutating func remember(_ files: [EntryName: FileStamp]?, in id: FolderID) {
    folders[id]?.files = files
  }

  /// Remembers a file, or that it is gone, if files of its folder are remembered.
  mutating func remember(_ file: FileStamp?, at place: Place) {
    folders[place.folder]?.files?[place.name] = file
  }

  private mutating func put(_ id: FolderID, at place: Place) -> FolderID? {
    folders[id]?.place = place
    return folders[place.folder]?.children.updateValue(id, forKey: place.name)
  }
}
