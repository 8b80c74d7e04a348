import Downloads
import Files

/// An audio file of any format that a library holds, parsed once: what it says of itself, where its sound is, and what it
/// becomes by an edit.
///
/// The calls block, but not for long, and never on the cooperative pool. They read at offsets of their own: the
/// descriptor's position stays where it is. No call after the file was closed.
package struct TaggedFile {
  private var container: any AudioContainer

  /// Tells the format by content and takes the file apart. What is read is bounded, whatever the file claims.
  ///
  /// `encodings`: those that iconv knows, best first, for texts whose tag does not say theirs.
  package init(reading file: FileWindow, encodings: [String] = []) throws(AudioFileError) {
    let reader = ByteReader(file)
    let legacy = LegacyText(encodings: encodings)
    let start = try reader.bytes(upTo: 16, at: 0)
    if MP4File.begins(start) {
      container = try MP4File(reader, legacy)
    } else if MatroskaFile.begins(start) {
      container = try MatroskaFile(reader)
    } else if ForeignFile.isASF(start) {
      container = try ForeignFile(asf: reader)
    } else {
      let outer = try OuterTags(reader, legacy)
      let head = try reader.bytes(upTo: 16, at: outer.inner.lowerBound)
      if head.starts(with: "fLaC".utf8) {
        container = try FLACFile(reader, outer, legacy)
      } else if head.starts(with: "OggS".utf8) {
        container = try OggFile(reader, outer, legacy)
      } else if ChunkFile.begins(head) {
        container = try ChunkFile(reader, outer, legacy)
      } else if let format = ForeignFile.format(head) {
        container = try ForeignFile(format, reader, outer)
      } else {
        container = try FrameFile(reader, outer)
      }
    }
  }

  /// Whether an encoding of this name can be listed for ``init(reading:encodings:)``.
  package static func knowsEncoding(_ name: String) -> Bool { LegacyText.isKnown(name) }

  /// What kind of file it is.
  package var format: AudioFormat { container.format }

  /// The part that is sound, which stays the same when tags are changed; all of the file where it cannot be told apart.
  package var sound: Range<Int> { container.sound }

  /// Everything but pictures.
  package func audio() throws(AudioFileError) -> AudioFile {
    let tags = container.tags
    var file = AudioFile(format: container.format)
    let length = try container.length()
    file.durationSeconds = length?.seconds
    file.bitrateKbps = length.flatMap { $0.bitrateKbps > 0 ? $0.bitrateKbps : nil }
    for field in TagField.allCases {
      for tag in tags where file.tags.text(of: field) == nil {
        TagText.put(try tag.texts(field), into: &file.tags, field)
      }
    }
    for tag in tags {
      for name in ["AUDIOSOURCEWEBPAGE", "PURL"] where file.sourceURL == nil {
        file.sourceURL = TagText.first(try tag.texts(named: name))
      }
      if file.downloadID == nil {
        file.downloadID = TagText.first(try tag.texts(named: "TONEARM_DOWNLOAD_ID"))
          .flatMap { DownloadID($0) }
      }
    }
    return file
  }

  /// The embedded cover: the front, or the first picture where none is called that. Pictures larger than `limitBytes` are
  /// passed over.
  package func cover(limitBytes: Int) throws(AudioFileError) -> EmbeddedCover? {
    guard limitBytes > 0 else { return nil }
    var first: EmbeddedPicture?
    var pictures = try container.pictures(limit: limitBytes)
    for tag in container.tags where !pictures.contains(where: \.isFrontCover) {
      pictures += try tag.pictures(limit: limitBytes)
    }
    for picture in pictures {
      if picture.isFrontCover { return EmbeddedCover(bytes: picture.bytes) }
      first = first ?? picture
    }
    return first.map { EmbeddedCover(bytes: $0.bytes) }
  }

  /// Changes the tags; ``parts()`` has the file with them.
  package mutating func apply(_ change: TagChange) throws(AudioFileError) {
    guard format.isEditable else { throw .unsupported }
    try container.apply(change)
  }

  /// Brings the texts of the tag to the standard; returns whether that makes a difference.
  package mutating func standardise() throws(AudioFileError) -> Bool {
    guard format.isEditable else { return false }
    return try container.standardise()
  }

  /// The new file. Throws where putting it together could lose anything.
  package func parts() throws(AudioFileError) -> [FilePart] {
    guard format.isEditable else { throw .unsupported }
    return try container.parts()
  }
}
