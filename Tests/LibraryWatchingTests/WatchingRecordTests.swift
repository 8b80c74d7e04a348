import Glibc
import Testing

@testable import LibraryKeeping

@Suite struct WatchingRecordTests {
  private func bytes(_ watch: CInt, _ mask: CInt, cookie: UInt32 = 0, _ name: [UInt8]) -> [UInt8] {
    var header = inotify_event()
    header.wd = watch
    header.mask = UInt32(mask)
    header.cookie = cookie
    header.len = UInt32(name.count)
    return withUnsafeBytes(of: header) { Array($0) } + name
  }

  @Test func readsOneAfterTheOther() {
    let buffer =
      bytes(3, IN_CREATE, [0xff, 0x2e, 0x61, 0, 0, 0, 0, 0]) + bytes(4, IN_DELETE_SELF, [])
      + bytes(5, IN_MOVED_TO | CInt(IN_ISDIR), cookie: 9, [0x62, 0, 0, 0])
    let records = buffer.withUnsafeBytes { InotifyRecord.parse($0) }
    #expect(
      records == [
        InotifyRecord(watch: 3, mask: .created, name: EntryName(bytes: [0xff, 0x2e, 0x61])),
        InotifyRecord(watch: 4, mask: .selfDeleted),
        InotifyRecord(watch: 5, mask: [.movedTo, .isFolder], cookie: 9, name: EntryName("b")),
      ])
  }

  @Test(
    arguments: [
      ("a.mp3", .audio), ("a.FLAC", .audio), ("a.b.Opus", .audio), ("a b.aiff", .audio),
      ("cover.jpg", .picture), ("Folder.PNG", .picture), ("front.webp", .picture),
      (".a.mp3", nil), ("._a.mp3", nil), ("~Vermilion~.mp3", .audio), ("...And.mp3", .audio),
      ("07.Temp.mp3", .audio), ("a.aac", .audio), ("a.WMA", .audio), ("a.mka", .audio),
      ("a.mp3~", nil), ("a.mp3.part", nil), ("a.temp.mp3", nil),
      ("a.mp3.crdownload", nil), (".nfs0001.mp3", nil), ("mp3", nil), (".mp3", nil), ("a.", nil),
      ("a.jpg", nil), ("cover.txt", nil), ("", nil), (".", nil),
    ] as [(String, EntryName.Kind?)])
  func knowsFilesByTheirNames(_ name: String, _ kind: EntryName.Kind?) {
    #expect(EntryName(name).kind == kind)
  }

  @Test(arguments: [
    (".tonearm", true), (".git", true), ("@eaDir", true), ("lost+found", true), ("a", false),
    ("a.part", false), ("...And Justice for All", false), ("..a", true), ("..", true),
  ]) func leavesFoldersAlone(_ name: String, _ isIgnored: Bool) {
    #expect(EntryName(name).isIgnoredFolder == isIgnored)
  }
}
