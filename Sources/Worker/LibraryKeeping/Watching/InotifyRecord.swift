import Glibc

/// One record of inotify(7): something happened to a watched folder, or to a name in it.
struct InotifyRecord: Equatable, Sendable {
  /// What a record tells, or a watch asks for; the values are the kernel's.
  struct Mask: OptionSet, Hashable, Sendable {
    let rawValue: UInt32

    static let modified = Mask(IN_MODIFY)
    static let attributesChanged = Mask(IN_ATTRIB)
    static let closedAfterWriting = Mask(IN_CLOSE_WRITE)
    static let movedFrom = Mask(IN_MOVED_FROM)
    static let movedTo = Mask(IN_MOVED_TO)
    static let created = Mask(IN_CREATE)
    static let deleted = Mask(IN_DELETE)
    static let selfDeleted = Mask(IN_DELETE_SELF)
    static let selfMoved = Mask(IN_MOVE_SELF)
    static let unmounted = Mask(IN_UNMOUNT)
    static let overflowed = Mask(IN_Q_OVERFLOW)
    static let ignored = Mask(IN_IGNORED)
    static let isFolder = Mask(IN_ISDIR)
    static let onlyFolders = Mask(IN_ONLYDIR)

    init(rawValue: UInt32) { self.rawValue = rawValue }

    private init(_ value: some BinaryInteger) { rawValue = UInt32(truncatingIfNeeded: value) }
  }

  /// The watch whose folder is concerned; -1 of an overflow.
  var watch: CInt
  var mask: Mask
  /// Joins the two records of a rename; 0 in others.
  var cookie: UInt32 = 0
  /// In the watched folder; nil where the folder itself is concerned.
  var name: EntryName?

  /// The records that a read has left in `buffer`.
  static func parse(_ buffer: UnsafeRawBufferPointer) -> [InotifyRecord] {
    let headerBytes = MemoryLayout<inotify_event>.size
    var records: [InotifyRecord] = []
    var rest = buffer[...]
    while rest.count >= headerBytes {
      let header = UnsafeRawBufferPointer(rebasing: rest).loadUnaligned(as: inotify_event.self)
      rest = rest.dropFirst(headerBytes)
      let name = rest.prefix(Int(header.len)).prefix { $0 != 0 }
      rest = rest.dropFirst(Int(header.len))
      records.append(
        InotifyRecord(
          watch: header.wd, mask: Mask(rawValue: header.mask), cookie: header.cookie,
          name: name.isEmpty ? nil : EntryName(bytes: Array(name))))
    }
    return records
  }
}
