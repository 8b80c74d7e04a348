import Downloads
import Files
import Glibc
import ID3
import NIOPosix

/// Brings staged tracks into the library: tags written, safely named, whole, and never over another file.
///
/// Every step can be repeated after a crash, and two filers of one download end with one file. The track
/// is possessed by its name, which holds the fence of the claim: renaming it is taking it. The broker's
/// part is left to the caller.
package struct Filing: Sendable {
  let libraryFolder: String
  let stagingFolder: String
  let template: LibraryTemplate
  let fileMode: UInt32

  /// Files from `stagingFolder` into `libraryFolder`, where `template` says; `fileMode` is `library.mode`, the
  /// permission bits of filed tracks.
  package init(
    libraryFolder: String, stagingFolder: String, template: LibraryTemplate, fileMode: UInt32
  ) {
    self.libraryFolder = libraryFolder
    self.stagingFolder = stagingFolder
    self.template = template
    self.fileMode = fileMode
  }

  /// Files a track and returns where it is.
  ///
  /// `record` makes a destination part of the download's record before anything is placed there, and throws where
  /// the claim no longer stands; it is called again when another track turns out to have the name. What it throws
  /// ends the filing and is passed on; all else is a ``FilingError``.
  package func file(
    _ order: FilingOrder, record: @Sendable (LibraryPath) async throws -> Void
  ) async throws -> LibraryPath {
    switch try await blocking({ try prepare(order) }) {
    case .filed(let path):
      return path
    case .tagged(var track):
      var copy = LibraryTemplate.copies.lowerBound
      while true {
        let free = try await blocking { [copy] in try freeCopy(for: order, from: copy) }
        let destination = template.path(for: order.tag.metadata, copy: free)
        try await record(destination)
        switch try await blocking({ [track] in try place(track, for: order, at: destination) }) {
        case .placed:
          return destination
        case .taken(let waiting):
          track = waiting
          copy = free + 1
        }
      }
    }
  }

  /// Removes all that a download has staged; called when its record is terminal.
  package func removeStaging(of id: DownloadID) async throws {
    try await blocking { try clear(id) }
  }

  /// Runs file work where it may block.
  func blocking<Result: Sendable>(
    _ work: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await NIOThreadPool.singleton.runIfActive {
      do {
        return try work()
      } catch let error as FileError {
        throw FilingError.file(error)
      }
    }
  }

  // MARK: Folders

  /// Opens the library folder.
  func library() throws -> Folder {
    try Folder(root: libraryFolder)
  }

  /// Opens the folder that holds the folders of all downloads; nil where it was never needed.
  func root(of home: StagedTrack.Home) throws -> Folder? {
    switch home {
    case .staging: try Folder(root: stagingFolder)
    case .filing: try library().folderIfPresent(Self.filingFolder.joined(separator: "/"))
    }
  }

  /// Opens the folder of one download, nil where there is none.
  func folder(of id: DownloadID, in home: StagedTrack.Home) throws -> Folder? {
    try root(of: home)?.folderIfPresent(id.description)
  }

  /// Opens the folder that a download has inside the library, making it.
  func makingFilingFolder(of id: DownloadID) throws -> Folder {
    try library().makingFolder(Self.filingFolder + [id.description], mode: 0o700)
  }

  /// Removes the folders of one download.
  func clear(_ id: DownloadID) throws {
    for home in StagedTrack.Home.allCases {
      try root(of: home)?.removeTree(id.description)
    }
  }

  private static var filingFolder: [String] { [".tonearm", "filing"] }

  /// Who may read a file may enter the folder it is in.
  var folderMode: UInt32 { fileMode | (fileMode & 0o444) >> 2 }

  /// Whether the file at a path in the library is the one that this download became.
  func isFiled(_ id: DownloadID, at path: LibraryPath) throws -> Bool {
    guard let file = try library().fileIfPresent(path.description),
      let header = ID3TagHeader(try file.read(ID3TagHeader.sizeBytes, at: 0)),
      header.totalSizeBytes < min(file.sizeBytes, ID3TagHeader.maximumSizeBytes)
    else { return false }
    return isTagged(try file.read(header.totalSizeBytes, at: 0), with: id)
  }

  private func isTagged(_ region: [UInt8], with id: DownloadID) -> Bool {
    do { return try ID3Tag.downloadID(inTag: region) == id } catch { return false }
  }

  /// The downloads that have folders here, in staging or on the way into the library, whose contents have not
  /// changed for `age`.
  package func staged(olderThan age: Duration) async throws -> Set<DownloadID> {
    try await blocking {
      var ids: Set<DownloadID> = []
      let latest = time(nil) - Int(age.components.seconds)
      for home in StagedTrack.Home.allCases {
        guard let root = try root(of: home) else { continue }
        for id in try root.names().compactMap({ DownloadID($0) }) {
          guard let folder = try root.folderIfPresent(id.description) else { continue }
          if try folder.status().st_mtim.tv_sec <= latest { ids.insert(id) }
        }
      }
      return ids
    }
  }

  // MARK: Placing

  /// The first copy number from `copy` on whose name nothing in its folder has, letter case aside.
  func freeCopy(for order: FilingOrder, from copy: Int) throws -> Int {
    let metadata = order.tag.metadata
    let folders = template.path(for: metadata).folders
    let shelf =
      folders.isEmpty
      ? try library() : try library().folderIfPresent(folders.joined(separator: "/"))
    let taken = Set(try shelf?.names().map(FileName.caseFolded) ?? [])
    let free = LibraryTemplate.copies.dropFirst(copy - 1).first { number in
      !taken.contains(FileName.caseFolded(template.path(for: metadata, copy: number).file))
    }
    guard let free else { throw FilingError.nameExhausted }
    return free
  }

  /// What became of the attempt to place a track.
  enum Placement: Sendable {
    case placed
    /// Another track has the name; ours waits where this says.
    case taken(StagedTrack)
  }

  /// Moves a tagged track to its destination, and returns when that is on the disk.
  func place(
    _ track: StagedTrack, for order: FilingOrder, at destination: LibraryPath
  ) throws -> Placement {
    guard let home = try folder(of: order.id, in: track.home) else { throw FilingError.stagingLost }
    let shelf = try library().makingFolder(destination.folders, mode: folderMode)
    do {
      try home.move(track.name, to: shelf, as: destination.file)
    } catch  where error.errno == EEXIST {
      return .taken(track)
    } catch  where error.errno == EXDEV && track.home == .staging {
      let copy = try bringOver(track, from: home, for: order)
      return try place(copy, for: order, at: destination)
    } catch {
      // Where the name with our fence is gone, a later claim has renamed it.
      throw try home.identity(of: track.name) == nil ? FilingError.stagingLost : error
    }
    try shelf.sync()
    try home.sync()
    return .placed
  }

  /// Copies a track to the library's file system, where it can be moved from.
  ///
  /// The filer that removes the original owns the copy.
  private func bringOver(
    _ track: StagedTrack, from staging: borrowing Folder, for order: FilingOrder
  ) throws -> StagedTrack {
    let copied = StagedTrack(home: .filing, fence: track.fence)
    let filing = try makingFilingFolder(of: order.id)
    do {
      let original = try staging.file(track.name)
      try replace(copied, in: filing) { copy throws in
        try copy.write(restOf: original, from: 0, at: 0)
      }
      try filing.sync()
      try staging.remove(track.name)
    } catch let error as FileError where error.errno == ENOENT {
      try filing.removeIfPresent(copied.name)
      throw FilingError.stagingLost
    }
    try staging.sync()
    return copied
  }
}
