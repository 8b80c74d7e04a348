import Catalogue
import Files
import Foundation

/// What is written down beside a file in the trash.
struct TrashNote: Codable, Equatable {
  static let fileName = ".trashed.json"
  static let limitBytes = 64 << 10

  /// Where the file was, for people.
  private let path: String
  /// The same as it is on the disk, where names need not be UTF-8.
  private let pathBytes: Data
  /// What it is called in the trash.
  private let nameBytes: Data
  let trashedAt: Date

  init(_ original: TrackPath, at time: Date) {
    self.init(original, name: Data(original.split.name), time)
  }

  private init(_ original: TrackPath, name: Data, _ time: Date) {
    path = original.description
    pathBytes = Data(original.bytes)
    nameBytes = name
    trashedAt = time
  }

  /// Reads what ``encoded()`` wrote.
  init(_ bytes: [UInt8]) throws {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    self = try decoder.decode(TrashNote.self, from: Data(bytes))
  }

  func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self))
  }

  /// Where the file was, and is to be again.
  var original: TrackPath? { TrackPath(Array(pathBytes)) }

  /// Where the file is in a folder of the trash.
  func place(in folder: String) -> TrackPath? {
    TrackPath(Array("\(folder)/".utf8) + nameBytes)
  }

  /// The note for a file that goes to another path than it came from.
  func restoring(to path: TrackPath) -> TrashNote {
    TrashNote(path, name: nameBytes, trashedAt)
  }
}
