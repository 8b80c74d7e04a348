import Glibc

/// Why a call to the file system failed: its errno and what was attempted.
package struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What a failure means to a person.
  package enum Condition: Sendable {
    /// Nothing is there, or nothing that may be followed: a symbolic link in a path counts as nothing.
    case missing
    /// The folder that all is looked up in is gone, or its disk is: unmounted, or a share that does not answer.
    case away
    case diskFull
    case readOnly
    case notPermitted
    case other
  }

  /// The system's number for the failure.
  package let errno: CInt
  /// What was attempted, with the name: "open covers/ab.jpg".
  package let operation: String
  private let isRoot: Bool

  /// The failure of a call. `isRoot`: of opening the folder that all else is beneath.
  package init(errno: CInt, _ operation: String, isRoot: Bool = false) {
    self.errno = errno
    self.operation = operation
    self.isRoot = isRoot
  }

  /// What the errno means; the only place where that is decided.
  package var condition: Condition {
    switch errno {
    case ENOSPC, EDQUOT: .diskFull
    case EROFS: .readOnly
    case EACCES, EPERM: .notPermitted
    // A dead mount: NFS (ESTALE), FUSE (ENOTCONN), a pulled disk (ENODEV), CIFS (EHOSTDOWN).
    case ESTALE, ENOTCONN, ENODEV, EHOSTDOWN: .away
    case ENOENT, ENOTDIR, ELOOP: isRoot ? .away : .missing
    default: .other
    }
  }

  /// Whether there is nothing, or nothing that may be followed, where something was looked for.
  package var isMissing: Bool { condition == .missing }

  /// One sentence for a person about the music library; the log has the operation.
  package var sentence: String {
    switch condition {
    case .missing: "The file is no longer there."
    case .away: "The library folder is not there; check that its disk is mounted."
    case .diskFull: "There is no room left in the library; make some and try again."
    case .readOnly: "The library cannot be written to, because its file system is read-only."
    case .notPermitted: "Tonearm is not permitted to use this file or folder of the library."
    case .other: "The library could not do this (\(reason)); try again."
    }
  }

  /// What was attempted, and the system's words for the failure.
  package var description: String { "cannot \(operation): \(reason)" }

  private var reason: String { String(cString: strerror(errno)) }
}
