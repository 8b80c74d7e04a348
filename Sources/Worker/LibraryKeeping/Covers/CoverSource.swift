import Catalogue
import Files
import Glibc
import AudioFiles

/// Finds the picture of a track: the one that is embedded, or else one that lies beside the file.
struct CoverSource: Sendable {
  /// The largest picture that is read.
  static let limitBytes = 32 << 20

  let libraryFolder: String

  /// Reads the picture as it is; nil where there is none. Blocks meanwhile, and follows no link.
  ///
  /// Throws ``FileError`` where the library itself is at fault.
  func picture(of path: TrackPath) throws(FileError) -> [UInt8]? {
    do {
      let library = try Folder(root: libraryFolder)
      let place = try DirectoryEntry(path, in: library)
      if let embedded = embedded(in: try place.file()) { return embedded }
      return try beside(place)
    } catch let error where error.isMissing || error.condition == .notPermitted {
      return nil
    }
  }

  private func embedded(in file: borrowing OpenFile) -> [UInt8]? {
    do {
      return try TaggedFile(reading: file.window).cover(limitBytes: Self.limitBytes)?.bytes
    } catch {
      // A tag that cannot be read has no picture.
      return nil
    }
  }

  private func beside(_ place: borrowing DirectoryEntry) throws(FileError) -> [UInt8]? {
    for name in Self.names {
      do {
        let file = try place.folder.file(name)
        if file.sizeBytes <= Self.limitBytes { return try file.read(file.sizeBytes, at: 0) }
      } catch let error where error.isMissing || error.condition == .notPermitted {
        continue
      }
    }
    return nil
  }

  /// The names that are tried, best first; to look for each is cheaper than to read a large folder.
  private static let names: [String] = {
    let stems = ["cover", "folder", "front"].flatMap { [$0, $0.capitalizedASCII, $0.uppercased()] }
    let types = ["jpg", "jpeg", "png", "webp"].flatMap { [$0, $0.uppercased()] }
    return stems.flatMap { stem in types.map { "\(stem).\($0)" } }
  }()
}

extension String {
  fileprivate var capitalizedASCII: String { prefix(1).uppercased() + dropFirst() }
}
