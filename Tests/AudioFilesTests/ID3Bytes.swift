/// Tags made by hand, honest or not.
enum ID3Bytes {
  static func tag(_ version: UInt8, _ frames: [[UInt8]]) -> [UInt8] {
    header(version, Array(frames.joined()))
  }

  static func header(_ version: UInt8, _ body: [UInt8], flags: UInt8 = 0, size: Int? = nil)
    -> [UInt8]
  {
    Array("ID3".utf8) + [version, 0, flags] + syncsafe(size ?? body.count) + body
  }

  static func text(_ id: String, _ text: String, version: UInt8 = 4) -> [UInt8] {
    frame(id, [3] + text.utf8, version: version)
  }

  static func frame(
    _ id: String, _ content: [UInt8], version: UInt8 = 4, flags: UInt8 = 0
  ) -> [UInt8] {
    let size = version == 4 ? syncsafe(content.count) : plain(content.count)
    return Array(id.utf8) + size + [0, flags] + content
  }

  static func syncsafe(_ value: Int) -> [UInt8] {
    [21, 14, 7, 0].map { UInt8(value >> $0 & 0x7f) }
  }

  static func plain(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
