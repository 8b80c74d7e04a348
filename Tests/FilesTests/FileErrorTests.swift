import Files
import Glibc
import Testing

@Suite struct FileErrorTests {
  @Test(arguments: [
    (ENOSPC, FileError.Condition.diskFull), (EDQUOT, .diskFull), (EROFS, .readOnly),
    (EACCES, .notPermitted), (EPERM, .notPermitted), (ESTALE, .away), (ENOTCONN, .away),
    (ENODEV, .away), (ENOENT, .missing), (ENOTDIR, .missing), (ELOOP, .missing), (EIO, .other),
  ])
  func namesWhatTheSystemSays(errno: CInt, expected: FileError.Condition) {
    let error = FileError(errno: errno, "read a file")
    #expect(error.condition == expected)
    #expect(error.sentence.hasSuffix("."))
  }

  @Test(arguments: [ENOENT, ENOTDIR, ELOOP])
  func countsAMissingRootAsAway(errno: CInt) {
    #expect(FileError(errno: errno, "open the library", isRoot: true).condition == .away)
  }

  @Test func opensNoRootThatIsNotThere() {
    do {
      _ = try Folder(root: "/nowhere")
      Issue.record("opened a folder that does not exist")
    } catch {
      #expect(error.condition == .away)
    }
  }

  @Test func refusesANameWithANUL() throws {
    let root = try Folder(root: "/")
    #expect(throws: FileError(errno: EINVAL, "use the name tmp\0x")) {
      _ = try root.status(of: "tmp\0x")
    }
  }
}
