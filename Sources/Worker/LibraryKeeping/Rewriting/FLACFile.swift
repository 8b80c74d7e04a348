import Files
import ID3

/// A FLAC file: metadata blocks, of which comments and pictures are the tag, and frames of sound
/// (RFC 9639, section 8).
struct FLACFile: TaggedFile {
  private static let headLimitBytes = 32 << 20

  private enum Kind {
    static let comments: UInt8 = 4
    static let picture: UInt8 = 6
  }

  private struct Block {
    let kind: UInt8
    var sizeBytes: Int
    var content: FilePart
  }

  private var comments = VorbisComments()
  private var blocks: [Block] = []
  private var frontCovers: Set<Int> = []
  /// The marker, and what stands before it.
  private let start: Range<Int>
  private let sound: Range<Int>

  init(reading file: borrowing OpenFile) throws {
    // An ID3 tag has no business here, but is left to whoever put it there.
    let head = ID3TagHeader(try file.bytes(upTo: ID3TagHeader.sizeBytes, at: 0))
    start = 0..<(head?.totalSizeBytes ?? 0) + 4
    guard try file.bytes(start.suffix(4)) == Array("fLaC".utf8) else {
      throw RewritingError.unreadable
    }
    var position = start.upperBound
    var isLast = false
    while !isLast {
      let head = try file.bytes(position..<position + 4)
      let content = position + 4..<position + 4 + head[1...].reduce(0) { $0 << 8 | Int($1) }
      guard content.upperBound - start.upperBound <= Self.headLimitBytes else {
        throw RewritingError.tooLarge
      }
      guard content.upperBound <= file.sizeBytes else { throw RewritingError.unreadable }
      isLast = head[0] & 0x80 != 0
      position = content.upperBound
      blocks.append(
        Block(kind: head[0] & 0x7f, sizeBytes: content.count, content: .stretch(content)))
      if blocks.last?.kind == Kind.comments {
        var bytes = try file.bytes(content)[...]
        comments = try VorbisComments(parsing: &bytes)
      } else if blocks.last?.kind == Kind.picture,
        FLACPicture.isFrontCover(try file.bytes(content.prefix(4)))
      {
        frontCovers.insert(blocks.count - 1)
      }
    }
    sound = position..<file.sizeBytes
    switch blocks.count(where: { $0.kind == Kind.comments }) {
    case 0: blocks.insert(Block(kind: Kind.comments, sizeBytes: 0, content: .bytes([])), at: 1)
    case 1: break
    default: throw RewritingError.unsupported
    }
  }

  mutating func apply(_ change: TagChange) throws {
    comments.apply(change)
    guard let cover = change.cover else { return }
    let picture = FLACPicture.encoded(cover)
    blocks = blocks.enumerated().filter { !frontCovers.contains($0.offset) }.map(\.element)
    blocks.append(
      Block(kind: Kind.picture, sizeBytes: picture.count, content: .bytes(picture)))
  }

  mutating func standardise() -> Bool {
    let found = comments
    comments.standardise()
    return comments != found
  }

  func parts() throws -> [FilePart] {
    var parts: [FilePart] = [.stretch(start)]
    for (index, block) in blocks.enumerated() {
      var block = block
      if block.kind == Kind.comments {
        let bytes = comments.encoded
        block.sizeBytes = bytes.count
        block.content = .bytes(bytes)
      }
      guard block.sizeBytes < 1 << 24 else { throw RewritingError.tooLarge }
      let kind = block.kind | (index == blocks.count - 1 ? 0x80 : 0)
      let size = [16, 8, 0].map { UInt8(truncatingIfNeeded: block.sizeBytes >> $0) }
      parts += [.bytes([kind] + size), block.content]
    }
    return parts + [.stretch(sound)]
  }
}
