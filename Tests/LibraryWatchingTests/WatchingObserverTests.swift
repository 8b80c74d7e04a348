import Catalogue
import Testing

@testable import LibraryKeeping

/// What records and looks mean, on a disk that stands still between them.
@Suite struct WatchingObserverTests {
  private let disk = WatchingFakeDisk()
  private let start = ContinuousClock.now

  private func observer(_ timings: WatchTimings = WatchTimings()) throws -> LibraryObserver {
    try LibraryObserver(timings: timings, at: start, on: disk)
  }

  private func record(
    _ mask: InotifyRecord.Mask, _ name: String?, watch: CInt = 1, cookie: UInt32 = 0
  ) -> InotifyRecord {
    InotifyRecord(watch: watch, mask: mask, cookie: cookie, name: name.map { EntryName($0) })
  }

  /// Applies records at once, some seconds after the start, then lets two seconds pass in steps.
  private func events(
    _ observer: inout LibraryObserver, _ records: [InotifyRecord], after seconds: Int = 0
  ) throws -> [LibraryEvent] {
    let now = start + .seconds(seconds)
    var events: [LibraryEvent] = []
    for record in records { events += try observer.apply(record, at: now, on: disk) }
    for step in 0..<200 {
      events += try observer.settle(at: now + .milliseconds(10) * step, on: disk)
    }
    return events
  }

  @Test func renamesAFolderInOneStep() throws {
    disk.folders = ["a": 1, "a/x": 2, "a/x/y": 3]
    var observer = try observer()
    let watches = disk.watches
    disk.move("a", "b")
    #expect(
      try events(
        &observer,
        [
          record([.movedFrom, .isFolder], "a", cookie: 7),
          record([.movedTo, .isFolder], "b", cookie: 7),
        ]) == [.moved("a", "b"), .rescan("b")])
    #expect(disk.watches == watches)

    disk.files["b/x/y/1.mp3"] = .of(3)
    let change = record(.closedAfterWriting, "1.mp3", watch: disk.watchNumber("b/x/y"))
    #expect(try events(&observer, [change]) == [.changed("b/x/y/1.mp3")])
  }

  @Test func tellsAnUnpairedHalfAsRemovedOrNew() throws {
    disk.folders = ["out": 1]
    disk.files = ["1.mp3": .of(1)]
    var observer = try observer()
    disk.folders = ["in": 2]
    disk.files = ["2.mp3": .of(2), "in/3.mp3": .of(3)]
    let told = try events(
      &observer,
      [
        record([.movedFrom, .isFolder], "out", cookie: 1), record(.movedFrom, "1.mp3", cookie: 2),
        record([.movedTo, .isFolder], "in", cookie: 3), record(.movedTo, "2.mp3", cookie: 4),
      ])
    #expect(
      Set(told) == [.gone("out"), .gone("1.mp3"), .changed("2.mp3"), .changed("in/3.mp3")])
    #expect(told.count == 4)
  }

  @Test func knowsFoldersWhenRecordsLag() throws {
    var observer = try observer()
    // mkdir a, mv a b, mkdir a: all done before the first record is read.
    disk.folders = ["a": 2, "b": 1]
    disk.files = ["a/1.mp3": .of(1), "b/2.mp3": .of(2)]
    let told = try events(
      &observer,
      [
        record([.created, .isFolder], "a"), record([.movedFrom, .isFolder], "a", cookie: 5),
        record([.movedTo, .isFolder], "b", cookie: 5), record([.created, .isFolder], "a"),
      ])
    #expect(Set(told) == [.changed("a/1.mp3"), .changed("b/2.mp3")])

    disk.files = ["a/3.mp3": .of(1), "b/4.mp3": .of(2)]
    #expect(
      try events(&observer, [record(.closedAfterWriting, "3.mp3", watch: disk.watchNumber("a"))])
        == [.changed("a/3.mp3")])
    #expect(
      try events(&observer, [record(.closedAfterWriting, "4.mp3", watch: disk.watchNumber("b"))])
        == [.changed("b/4.mp3")])
  }

  @Test func findsAFolderInOneThatWasRenamedBeforeItsRecordWasRead() throws {
    disk.folders = ["a": 1]
    var observer = try observer()
    disk.folders = ["b": 1, "b/c": 2]
    disk.files = ["b/c/1.mp3": .of(1)]
    let told = try events(
      &observer,
      [
        record([.created, .isFolder], "c", watch: disk.watchNumber("b")),
        record([.movedFrom, .isFolder], "a", cookie: 1),
        record([.movedTo, .isFolder], "b", cookie: 1),
      ])
    #expect(told == [.moved("a", "b"), .rescan("b"), .changed("b/c/1.mp3")])
    #expect(disk.watchNumber("b/c") > 0)
  }

  @Test func findsWhatWasMadeInAFolderWhileItWasOutside() throws {
    disk.folders = ["a": 1]
    var observer = try observer()
    let watch = disk.watchNumber("a")
    disk.folders = [:]
    let left = [
      record([.movedFrom, .isFolder], "a", cookie: 1),
      record([.created, .isFolder], "c", watch: watch),
    ]
    for record in left { #expect(try observer.apply(record, at: start, on: disk) == []) }
    observer.catchUp()
    disk.folders = ["b": 1, "b/c": 2]
    #expect(
      try events(&observer, [record([.movedTo, .isFolder], "b", cookie: 2)])
        == [.moved("a", "b"), .rescan("b"), .gone("a")])
    #expect(disk.watchNumber("b/c") > 0)
  }

  @Test func takesNoNewFolderForADeletedOneWhoseInodeItHas() throws {
    disk.folders = ["a": 1]
    var observer = try observer()
    let deleted = disk.watchNumber("a")
    disk.unwatch(deleted)
    disk.folders = ["b": 1]
    disk.files = ["b/1.mp3": .of(1)]
    let told = try events(
      &observer,
      [
        record(.ignored, nil, watch: deleted), record([.created, .isFolder], "b"),
        record([.deleted, .isFolder], "a"),
      ])
    #expect(told == [.gone("a"), .changed("b/1.mp3")])
    #expect(disk.watchNumber("b") > 0)
  }

  @Test func tellsOfAFolderThatWentAndCameBack() throws {
    disk.folders = ["a": 1]
    var observer = try observer()
    let records = [
      record([.movedFrom, .isFolder], "a", cookie: 1),
      record([.movedTo, .isFolder], "b", cookie: 1),
      record([.movedFrom, .isFolder], "b", cookie: 2),
      record([.movedTo, .isFolder], "a", cookie: 2),
    ]
    #expect(try events(&observer, records) == [.gone("b"), .rescan("a")])
  }

  @Test(arguments: [
    InotifyRecord.Mask.selfDeleted, .selfMoved, .unmounted, .ignored,
  ]) func losesTheRoot(_ mask: InotifyRecord.Mask) throws {
    var observer = try observer()
    #expect(throws: RootLost.self) { try events(&observer, [record(mask, nil)]) }
  }

  @Test func tellsNothingOfWhatVanishesWithTheRoot() throws {
    disk.folders = ["a": 1]
    disk.files = ["1.mp3": .of(1)]
    var observer = try observer()
    disk.isLost = true
    #expect(throws: RootLost.self) { try events(&observer, [record(.deleted, "1.mp3")]) }
  }

  @Test func pollsFoldersForWhichNoWatchIsLeft() throws {
    disk.folders = ["a": 1, "b": 2]
    disk.files = ["a/1.mp3": .of(1, inode: 11), "b/1.mp3": .of(1, inode: 12)]
    disk.watchLimit = 2
    var timings = WatchTimings()
    timings.fallbackPoll = .milliseconds(300)
    var observer = try observer(timings)
    let unwatched = disk.watchNumber("a") < 0 ? "a" : "b"
    disk.files["\(unwatched)/1.mp3"] = nil
    disk.files["\(unwatched)/2.mp3"] = .of(2, inode: 13)
    #expect(
      Set(try events(&observer, [])) == [
        .gone("\(unwatched)/1.mp3"), .changed("\(unwatched)/2.mp3"),
      ])
    disk.watchLimit = 3
    #expect(
      try events(&observer, [], after: 2) == [.rescan(unwatched), .changed("\(unwatched)/2.mp3")])
    #expect(disk.watchNumber(unwatched) > 0)
  }

  @Test func tellsTheSameByComparing() throws {
    disk.watchLimit = 0
    disk.folders = ["a": 1, "gone": 2, "moved": 3]
    disk.files = [
      "a/1.mp3": .of(1, inode: 11), "a/2.mp3": .of(2, inode: 12), "a/3.mp3": .of(3, inode: 13),
      "a/cover.jpg": .of(4, inode: 14), "moved/5.mp3": .of(5, inode: 15),
    ]
    var timings = WatchTimings()
    timings.poll = .milliseconds(300)
    var observer = try observer(timings)
    #expect(try events(&observer, []) == [])

    disk.move("moved", "a/moved")
    disk.folders["gone"] = nil
    disk.files["b.mp3"] = disk.files.removeValue(forKey: "a/1.mp3")
    disk.files["a/2.mp3"] = .of(20, inode: 12)
    disk.files["a/3.mp3"] = nil
    disk.files["a/cover.jpg"] = .of(40, inode: 14)
    let told = try events(&observer, [], after: 2)
    #expect(
      Set(told) == [
        .moved("moved", "a/moved"), .rescan("a/moved"), .gone("gone"), .moved("a/1.mp3", "b.mp3"),
        .changed("a/2.mp3"), .gone("a/3.mp3"), .pictureChanged(in: .beneath(.at("a"))),
      ])
    #expect(told.count == 7)
  }

  @Test func rescansWhatIsTooLargeToRemember() throws {
    disk.watchLimit = 0
    disk.files = ["1.mp3": .of(1), "2.mp3": .of(2), "3.mp3": .of(3)]
    var timings = WatchTimings()
    timings.poll = .milliseconds(1500)
    timings.rememberedFiles = 2
    var observer = try observer(timings)
    #expect(try events(&observer, []) == [.rescanNeeded(.root)])
  }
}
