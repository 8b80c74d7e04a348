/// The first ten bytes of a file with an ID3v2 tag (ID3v2.4 structure, section 3.1).
package struct ID3TagHeader: Sendable, Equatable {
  /// The size of the header itself.
  package static let sizeBytes = 10

  /// The largest tag that is read or written.
  package static let maximumSizeBytes = 16 << 20

  /// 2 for ID3v2.2, 3 for ID3v2.3, 4 for ID3v2.4.
  package let majorVersion: UInt8

  /// What the header says of the whole tag, as its bits.
  package let flags: UInt8

  /// The size of the footer; 0 where there is none.
  package let footerSizeBytes: Int

  /// From the first byte of the file to the first of the audio: header, frames, padding and footer.
  package let totalSizeBytes: Int

  /// Takes `bytes` if a header of version 2.2, 2.3 or 2.4 is at their start; more bytes may follow.
  package init?(_ bytes: some Sequence<UInt8>) {
    let bytes = Array(bytes.prefix(Self.sizeBytes))
    guard bytes.count == Self.sizeBytes, bytes.starts(with: "ID3".utf8), (2...4).contains(bytes[3]),
      let size = SyncsafeInteger.value(bytes[6...])
    else { return nil }
    majorVersion = bytes[3]
    flags = bytes[5]
    footerSizeBytes = majorVersion == 4 && flags & 0x10 != 0 ? Self.sizeBytes : 0
    totalSizeBytes = Self.sizeBytes + size + footerSizeBytes
  }
}
