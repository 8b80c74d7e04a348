import Catalogue
import Files
import Glibc

/// Where a folder is: the library folder itself, or a path beneath it.
enum FolderPath: PathBytes, Hashable {
  case root
  case beneath(TrackPath)

  var pathBytes: [UInt8] { path?.bytes ?? Array(".".utf8) }

  /// Nil of the library folder itself, which has no path of its own.
  var path: TrackPath? {
    if case .beneath(let path) = self { path } else { nil }
  }

  /// The folder that this one is in; nil of the library folder itself.
  var parent: FolderPath? { path?.folder }

  /// Whether it is no deeper than ``maximumDepth``, and files in it have paths that the system takes. What is in other
  /// folders is not looked at.
  var isWithinLimits: Bool {
    guard let bytes = path?.bytes else { return true }
    return bytes.count + 1 + Int(NAME_MAX) < Int(PATH_MAX)
      && bytes.count(where: { $0 == slash }) < Self.maximumDepth
  }

  /// How many folders may be around a file, the library folder not counted.
  static let maximumDepth = 64

  /// The path of `name` in this folder; nil for what is no name.
  func path(of name: EntryName) -> TrackPath? {
    TrackPath((path.map { $0.bytes + [slash] } ?? []) + name.bytes)
  }

  /// Whether `path` is this folder, or is somewhere beneath it.
  func contains(_ path: TrackPath) -> Bool {
    guard let own = self.path?.bytes else { return true }
    return path.bytes.starts(with: own)
      && (path.bytes.count == own.count || path.bytes[own.count] == slash)
  }

  /// Whether `folder` is this one, or is somewhere beneath it.
  func contains(_ folder: FolderPath) -> Bool { folder.path.map(contains) ?? (self == .root) }
}

extension FolderPath: CustomStringConvertible {
  /// The path for people.
  var description: String { path?.description ?? "." }
}

extension TrackPath {
  /// The folder that it is in.
  var folder: FolderPath {
    bytes.lastIndex(of: slash).flatMap { TrackPath(Array(bytes[..<$0])) }.map(FolderPath.beneath)
      ?? .root
  }

  /// The last name in it.
  var name: EntryName {
    EntryName(bytes: Array(bytes[(bytes.lastIndex(of: slash).map { $0 + 1 } ?? 0)...]))
  }
}

private let slash = UInt8(ascii: "/")
