/// How frames look in one version of ID3v2, and what they are in ID3v2.4.
struct ID3Version {
  let major: UInt8
  let isUnsynchronised: Bool
  private let hasExtendedHeader: Bool

  init(_ header: ID3TagHeader) {
    major = header.majorVersion
    isUnsynchronised = header.flags & 0x80 != 0
    hasExtendedHeader = header.flags & 0x40 != 0
  }

  var frameHeaderSize: Int { idSize == 3 ? 6 : 10 }

  private var idSize: Int { major == 2 ? 3 : 4 }

  /// The size of what may stand before the first frame. In ID3v2.2 its flag means compression.
  func extendedHeaderSize(in bytes: ArraySlice<UInt8>) throws(ID3Error) -> Int {
    guard hasExtendedHeader else { return 0 }
    guard major > 2 else { throw .unsupported }
    let field = bytes.prefix(4)
    let size = major == 3 ? 4 + Self.number(field) : SyncsafeInteger.value(field)
    guard let size, field.count == 4, size <= bytes.count else { throw .damaged }
    return size
  }

  /// The size of the content of the frame that `bytes` begin with; nil where there is none.
  func frameSize(in bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= frameHeaderSize, Self.isID(bytes.prefix(idSize)) else { return nil }
    let field = bytes.dropFirst(idSize).prefix(idSize)
    let content = bytes.dropFirst(frameHeaderSize)
    var size = Self.number(field)
    // iTunes wrote plain sizes into ID3v2.4 as well; what follows the frame tells.
    if major == 4, let safe = SyncsafeInteger.value(field), safe != size,
      isFrameOrEnd(content.dropFirst(safe)) || !isFrameOrEnd(content.dropFirst(size))
    {
      size = safe
    }
    return size <= content.count ? size : nil
  }

  /// The frame as ID3v2.4 has it, nil where that version has no such frame.
  func frame(_ head: ArraySlice<UInt8>, _ content: ArraySlice<UInt8>) throws(ID3Error) -> ID3Frame?
  {
    let id = String(decoding: head.prefix(idSize), as: UTF8.self)
    switch major {
    case 2:
      guard let newID = Self.newIDs[id] else { throw .unsupported }
      let picture = newID == "APIC" ? try Self.picture(content) : content
      return ID3Frame(id: newID, content: picture)
    case 3:
      guard head.last == 0 else { throw .unsupported }
      if id == "TSIZ" { return nil }
      return ID3Frame(id: ["IPLS": "TIPL", "TORY": "TDOR"][id] ?? id, content: content)
    default:
      return ID3Frame(id: id, content: try plain(content, flags: head.last ?? 0))
    }
  }

  /// Undoes what the flags of a frame in ID3v2.4 say.
  private func plain(
    _ content: ArraySlice<UInt8>, flags: UInt8
  ) throws(ID3Error) -> ArraySlice<UInt8> {
    let (hasLength, unsynchronised): (UInt8, UInt8) = (0x01, 0x02)
    guard flags & ~(hasLength | unsynchronised) == 0 else { throw .unsupported }
    let data = flags & hasLength == 0 ? content : content.dropFirst(4)
    let isPlain = flags & unsynchronised == 0 && !isUnsynchronised
    return isPlain ? data : ID3Frame.synchronised(data)
  }

  /// A picture of ID3v2.2 has three letters in place of a media type.
  private static func picture(_ content: ArraySlice<UInt8>) throws(ID3Error) -> ArraySlice<UInt8> {
    let format = String(decoding: content.dropFirst().prefix(3), as: UTF8.self).uppercased()
    guard content.count > 4, let type = ["JPG": "image/jpeg", "PNG": "image/png"][format] else {
      throw .unsupported
    }
    return content.prefix(1) + Array(type.utf8) + [0] + content.dropFirst(4)
  }

  /// Whether `bytes` begin with padding, or with a frame that can be that long.
  private func isFrameOrEnd(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, first != 0 else { return true }
    let field = bytes.dropFirst(idSize).prefix(idSize)
    let size = SyncsafeInteger.value(field) ?? Self.number(field)
    return Self.isID(bytes.prefix(idSize)) && size <= bytes.count - frameHeaderSize
  }

  private static func isID(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count >= 3 && bytes.allSatisfy(ID3Frame.isLetterOrDigit)
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }

  /// The frames of ID3v2.2 whose content is the same in ID3v2.4 (and iTunes' own), and the picture.
  private static let newIDs: [String: String] = Dictionary(
    uniqueKeysWithValues: """
      BUF RBUF CNT PCNT COM COMM CRA AENC ETC ETCO GEO GEOB IPL TIPL MCI MCDI MLL MLLT PIC APIC
      POP POPM REV RVRB SLT SYLT STC SYTC TAL TALB TBP TBPM TCM TCOM TCO TCON TCP TCMP TCR TCOP
      TDA TDAT TDY TDLY TEN TENC TFT TFLT TIM TIME TKE TKEY TLA TLAN TLE TLEN TMT TMED TOA TOPE
      TOF TOFN TOL TOLY TOR TDOR TOT TOAL TP1 TPE1 TP2 TPE2 TP3 TPE3 TP4 TPE4 TPA TPOS TPB TPUB
      TRC TSRC TRK TRCK TS2 TSO2 TSA TSOA TSC TSOC TSP TSOP TSS TSSE TST TSOT TT1 TIT1 TT2 TIT2
      TT3 TIT3 TXT TEXT TXX TXXX TYE TYER UFI UFID ULT USLT WAF WOAF WAR WOAR WAS WOAS WCM WCOM
      WCP WCOP WPB WPUB WXX WXXX
      """.split(whereSeparator: \.isWhitespace).map(String.init).pairs)
}

extension [String] {
  fileprivate var pairs: [(String, String)] {
    stride(from: 0, to: count - 1, by: 2).map { (self[$0], self[$0 + 1]) }
  }
}
