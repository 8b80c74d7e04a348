/// The name of a file or folder in the library, and what its name makes of it.
struct EntryName: Hashable, Sendable {
  /// What a file may be to the library.
  enum Kind: Sendable {
    case audio
    /// A picture that stands for its whole folder.
    case picture
  }

  /// As the file system has them; need not be UTF-8.
  let bytes: [UInt8]

  /// Whether a folder of this name is left alone with all that is in it: hidden (so is Tonearm's own), or what network
  /// storage keeps for itself.
  var isIgnoredFolder: Bool { isHidden || Self.foreignFolders.contains(bytes) }

  /// What a file of this name is; nil for what is not the library's, hidden or not whole yet.
  var kind: Kind? {
    guard let end = bytes.lastIndex(of: Self.dot), end > 0, !isHidden else { return nil }
    let stem = bytes[..<end]
    let type = Self.lowercased(bytes[(end + 1)...])
    if Self.audioTypes.contains(type) {
      let inner = stem.lastIndex(of: Self.dot).map { Array(stem[($0 + 1)...]) }
      return inner.map(Self.partialTypes.contains) == true ? nil : .audio
    }
    return Self.pictureTypes.contains(type) && Self.pictureStems.contains(Self.lowercased(stem))
      ? .picture : nil
  }

  /// One dot hides a name; `...And Justice for All` only begins with dots.
  private var isHidden: Bool {
    bytes.first == Self.dot && (bytes.count < 3 || bytes[1] != Self.dot || bytes[2] != Self.dot)
  }

  private static let audioTypes = names([
    "mp3", "flac", "m4a", "m4b", "ogg", "oga", "opus", "wav", "aif", "aiff", "aifc", "aac", "wma",
    "wv", "ape", "tta", "mpc", "mka",
  ])
  private static let pictureTypes = names(["jpg", "jpeg", "png", "webp"])
  private static let pictureStems = names(["cover", "folder", "front"])
  // Of `track.temp.mp3` and the like, as programs write them: `07.Temp.mp3` is a song. In `track.mp3.part` the last
  // dot already shows it.
  private static let partialTypes = names(["part", "partial", "temp", "tmp", "crdownload"])
  private static let foreignFolders = names([
    "@eaDir", "#recycle", "#snapshot", "$RECYCLE.BIN", "System Volume Information", "lost+found",
  ])

  private static let dot = UInt8(ascii: ".")

  private static func names(_ names: [String]) -> Set<[UInt8]> { Set(names.map { Array($0.utf8) }) }

  private static func lowercased(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    bytes.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
  }
}
