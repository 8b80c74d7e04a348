import Downloads
import Glibc
import ID3

extension Filing {
  /// Opens the library folder.
  func library() throws(FilingError) -> Folder {
    do {
      return try Folder(at: libraryFolder)
    } catch .io(let errno, _) where [ENOENT, ENOTDIR, ESTALE, ENOTCONN, ENODEV].contains(errno) {
      throw .libraryMissing
    }
  }

  /// Opens the folder that holds the folders of all downloads; nil where it was never needed.
  func root(of home: StagedTrack.Home) throws(FilingError) -> Folder? {
    switch home {
    case .staging: try Folder(at: stagingFolder)
    case .filing: try library().folderIfPresent(Self.filingFolder.joined(separator: "/"))
    }
  }

  /// Opens the folder of one download, nil where there is none.
  func folder(of id: DownloadID, in home: StagedTrack.Home) throws(FilingError) -> Folder? {
    try root(of: home)?.folderIfPresent(id.description)
  }

  /// Opens the folder that a download has inside the library, making it.
  func makingFilingFolder(of id: DownloadID) throws(FilingError) -> Folder {
    try library().makingFolder(Self.filingFolder + [id.description], mode: 0o700)
  }

  /// Removes the folders of one download.
  func clear(_ id: DownloadID) throws(FilingError) {
    for home in StagedTrack.Home.allCases {
      try root(of: home)?.removeTree(id.description)
    }
  }

  private static var filingFolder: [String] { [".tonearm", "filing"] }

  /// Who may read a file may enter the folder it is in.
  var folderMode: UInt32 { fileMode | (fileMode & 0o444) >> 2 }

  /// Whether the file at a path in the library is the one that this download became.
  func isFiled(_ id: DownloadID, at path: LibraryPath) throws(FilingError) -> Bool {
    do {
      let file = try library().file(path.description)
      guard let header = ID3TagHeader(try file.read(ID3TagHeader.sizeBytes, at: 0)),
        header.totalSizeBytes < min(file.sizeBytes, ID3TagHeader.maximumSizeBytes)
      else { return false }
      let region = try file.read(header.totalSizeBytes, at: 0)
      return isTagged(region, with: id)
    } catch {
      guard error.isMissing else { throw error }
      return false
    }
  }

  private func isTagged(_ region: [UInt8], with id: DownloadID) -> Bool {
    do { return try ID3Tag.downloadID(inTag: region) == id } catch { return false }
  }
}
