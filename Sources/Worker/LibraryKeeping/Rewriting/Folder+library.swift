extension Folder {
  /// Opens the library folder.
  init(library path: String) throws(FilingError) {
    do {
      try self.init(at: path)
    } catch {
      throw error.isMissing ? .libraryMissing : error
    }
  }

  /// Calls `body` with the name of every folder that is in this one, and with the folder.
  func forEachFolder(_ body: (String, borrowing Folder) throws -> Void) throws {
    for name in try names() {
      if let folder = try realFolder(name) { try body(name, folder) }
    }
  }

  /// Opens a folder, nil where the name is that of a file or a link, or nobody's any more.
  private func realFolder(_ name: String) throws(FilingError) -> Folder? {
    do {
      return try folder(name)
    } catch {
      guard error.isMissing else { throw error }
      return nil
    }
  }
}
