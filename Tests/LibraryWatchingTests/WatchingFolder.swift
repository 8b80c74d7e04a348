import Glibc
import TestSupport
import Testing

/// A folder for tests to do things in, by relative paths.
struct WatchingFolder: Sendable {
  /// A relative path; its bytes need not be UTF-8.
  struct Name: ExpressibleByStringInterpolation {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    init(stringLiteral text: String) { bytes = Array(text.utf8) }
  }

  struct Failed: Error, CustomStringConvertible {
    let description: String
  }

  /// The absolute path.
  let path: String

  func makeFolder(_ name: Name) throws { try check("mkdir", mkdir(absolute(name), 0o755)) }

  func write(_ name: Name, _ text: String = "sound", append: Bool = false) throws {
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (append ? O_APPEND : O_TRUNC)
    let descriptor = open(absolute(name), flags, 0o644)
    try check("open", descriptor)
    defer { close(descriptor) }
    try check("write", CInt(Glibc.write(descriptor, text, text.utf8.count)))
  }

  func move(_ from: Name, _ to: Name) throws { try move(from, to: self, to) }

  func move(_ from: Name, to other: WatchingFolder, _ to: Name) throws {
    try check("rename", rename(absolute(from), other.absolute(to)))
  }

  /// Removes a file, or a folder with all that is in it.
  func remove(_ name: Name) throws {
    if Glibc.remove(absolute(name)) == 0 { return }
    try check("remove", errno == ENOTEMPTY ? 0 : -1)
    for inner in try names(in: name) {
      try remove(Name(name.bytes + [UInt8(ascii: "/")] + inner))
    }
    try check("remove", Glibc.remove(absolute(name)))
  }

  func link(to target: String, _ name: Name) throws {
    try check("symlink", symlink(target, absolute(name)))
  }

  func setMode(_ mode: mode_t, of name: Name) throws {
    try check("chmod", chmod(absolute(name), mode))
  }

  /// The names in a folder of this one.
  func names(in folder: Name) throws -> [[UInt8]] {
    let stream = try #require(opendir(absolute(folder)))
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != [0x2e], name != [0x2e, 0x2e] { names.append(name) }
    }
    return names
  }

  private func absolute(_ name: Name) -> [CChar] {
    (Array(path.utf8) + [UInt8(ascii: "/")] + name.bytes).map { CChar(bitPattern: $0) } + [0]
  }

  private func check(_ call: String, _ result: CInt) throws {
    guard result < 0 else { return }
    throw Failed(description: "\(call): \(String(cString: strerror(errno)))")
  }
}
