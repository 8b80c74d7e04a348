/// Does random things to a library, the same for the same seed.
struct WatchingDisorder {
  typealias Name = WatchingFolder.Name

  private static let names: [[UInt8]] =
    ["a", "b", "c", "d e", "ü"].map { Array($0.utf8) } + [[0x66, 0xff]]

  private var generator: Generator
  private let library: WatchingFolder
  private let outside: WatchingFolder

  init(seed: UInt64, library: WatchingFolder, outside: WatchingFolder) {
    generator = Generator(state: seed)
    self.library = library
    self.outside = outside
  }

  /// Does one thing, and sometimes rests for a moment.
  mutating func act() async throws {
    let thing = Int.random(in: 0..<100, using: &generator)
    // What cannot be done, because something is missing or in the way, is not done.
    try? act(thing)
    if Int.random(in: 0..<20, using: &generator) == 0 {
      try await Task.sleep(for: .milliseconds(Int.random(in: 0..<60, using: &generator)))
    }
  }

  private mutating func act(_ thing: Int) throws {
    switch thing {
    case 0..<25: try library.write(file(), text())
    case 25..<32: try library.write(file(), text(), append: true)
    case 32..<47: try library.makeFolder(folder())
    case 47..<50: try makeFolders()
    case 50..<62: try library.move(file(), file())
    case 62..<76: try library.move(folder(), folder())
    case 76..<80: try saveSafely()
    case 80..<84: try library.move(folder(), to: outside, Name(name()))
    case 84..<90: try outside.move(Name(name()), to: library, folder())
    case 90..<96: try library.remove(file())
    case 96..<98: try library.remove(folder())
    default: try library.link(to: "..", file())
    }
  }

  private mutating func makeFolders() throws {
    var path = folder().bytes
    for _ in 0..<3 {
      // It may be there.
      try? library.makeFolder(Name(path))
      path += [0x2f] + name()
    }
    try library.write(Name(path + Array(".mp3".utf8)), text())
  }

  private mutating func saveSafely() throws {
    let temporary = Name(folder().bytes + Array("/.new.tmp".utf8))
    try library.write(temporary, text())
    try library.move(temporary, file())
  }

  private mutating func text() -> String {
    String(repeating: "x", count: Int.random(in: 0...40, using: &generator))
  }

  private mutating func name() -> [UInt8] { Self.names.randomElement(using: &generator) ?? [] }

  private mutating func folder() -> Name {
    let depth = Int.random(in: 1...3, using: &generator)
    return Name(Array((0..<depth).map { _ in name() }.joined(separator: [0x2f])))
  }

  private mutating func file() -> Name {
    let inFolder = Int.random(in: 0..<4, using: &generator) > 0
    return Name((inFolder ? folder().bytes + [0x2f] : []) + name() + Array(".mp3".utf8))
  }

  /// SplitMix64.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var value = state
      value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
      value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
      return value ^ (value >> 31)
    }
  }
}
