import Files
import AudioFiles

/// Why a track of the library could not be rewritten, moved or brought back. The file is as it was.
enum RewritingError: Error, Equatable {
  /// No regular file is at the path, or a link is on the way to it.
  case missing
  /// It is not the file any more that was read at first.
  case changedMeanwhile
  /// It is no audio of a known format, or its tags are damaged.
  case unreadable
  /// Its tag or container is of a kind that cannot be written again without losing something.
  case unsupported
  /// Its tags, or the new ones, are larger than is written.
  case tooLarge
  /// The new file would not sound exactly like the old one.
  case soundWouldChange
  /// The picture for the cover cannot be read.
  case unusablePicture
  /// Every name up to " (99)" is taken.
  case nameExhausted
  /// The library, rather than the file, is at fault.
  case library(FileError)

  init(_ error: FileError) {
    self = error.isMissing ? .missing : .library(error)
  }

  init(_ error: AudioFileError) {
    self =
      switch error {
      case .notAudio, .damaged: .unreadable
      case .unsupported: .unsupported
      case .tooLarge: .tooLarge
      case .soundWouldChange: .soundWouldChange
      case .file(let error): RewritingError(error)
      }
  }

  /// Does what may fail in the terms of files and tags.
  static func naming<Result: ~Copyable>(
    _ work: () throws -> Result
  ) throws -> Result {
    do {
      return try work()
    } catch let error as FileError {
      throw RewritingError(error)
    } catch let error as AudioFileError {
      throw RewritingError(error)
    }
  }
}

extension RewritingError {
  /// One sentence for a person.
  var sentence: String {
    switch self {
    case .missing: "The file is no longer there."
    case .changedMeanwhile: "The file was changed by something else meanwhile; try it again."
    case .unreadable: "The file cannot be read as audio, or its tags are damaged."
    case .unsupported: "The tags of this file are of a kind that cannot be changed without loss."
    case .tooLarge: "The tags of this file are too large to be changed."
    case .soundWouldChange: "The file could not be rewritten without changing how it sounds."
    case .unusablePicture: "The picture cannot be read; choose another one."
    case .nameExhausted: "The library has 99 tracks of this name; choose another title."
    case .library(let error): error.sentence
    }
  }
}
