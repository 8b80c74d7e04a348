/// Makes frames of ID3v2.4 out of those of older versions; none is dropped.
enum ID3Upgrade {
  typealias Frame = ID3v2Tag.Frame

  /// The frames as ID3v2.4 has them; nil where one of them is not known there or transformed.
  static func frames(
    _ frames: [Frame], from version: UInt8, texts: (Frame) throws(AudioFileError) -> [String]?
  ) throws(AudioFileError) -> [Frame]? {
    if version == 4 { return frames }
    var upgraded: [Frame] = []
    for frame in frames {
      var frame = frame
      if version == 2 {
        guard let id = newIDs[frame.id] else { return nil }
        if id == "APIC" {
          guard case .bytes(let bytes) = frame.content, let picture = picture(bytes) else {
            return nil
          }
          frame.content = .bytes(picture)
        }
        frame.id = id
      } else {
        guard frame.flags.content == 0 else { return nil }
        frame.flags.keeping >>= 1
        frame.id = ["IPLS": "TIPL", "TORY": "TDOR"][frame.id] ?? frame.id
      }
      upgraded.append(frame)
    }
    return try joiningDates(of: upgraded, texts)
  }

  /// Makes one timestamp of the year, day and time that were frames of their own before ID3v2.4.
  private static func joiningDates(
    of frames: [Frame], _ texts: (Frame) throws(AudioFileError) -> [String]?
  ) throws(AudioFileError) -> [Frame] {
    func digits(_ id: String) throws(AudioFileError) -> String? {
      let found = frames.filter { $0.id == id }
      guard found.count == 1, let text = try texts(found[0]), text.count == 1,
        text[0].utf8.count == 4, text[0].utf8.allSatisfy({ (0x30...0x39).contains($0) })
      else { return nil }
      return text[0]
    }
    guard let year = try digits("TYER"), !frames.contains(where: { $0.id == "TDRC" }) else {
      return frames
    }
    var (date, used) = (year, Set(["TYER"]))
    if let day = try digits("TDAT") {
      date += "-\(day.suffix(2))-\(day.prefix(2))"
      used.insert("TDAT")
      if let time = try digits("TIME") {
        date += "T\(time.prefix(2)):\(time.suffix(2))"
        used.insert("TIME")
      }
    }
    return frames.compactMap { frame in
      guard used.contains(frame.id) else { return frame }
      guard frame.id == "TYER" else { return nil }
      return Frame(
        id: "TDRC", flags: (frame.flags.keeping, 0), content: .bytes([3] + Array(date.utf8)))
    }
  }

  /// A picture of ID3v2.2 has three letters in place of a media type.
  private static func picture(_ content: [UInt8]) -> [UInt8]? {
    let format = String(decoding: content.dropFirst().prefix(3), as: UTF8.self).uppercased()
    guard content.count > 4, let type = ["JPG": "image/jpeg", "PNG": "image/png"][format] else {
      return nil
    }
    return content.prefix(1) + Array(type.utf8) + [0] + content.dropFirst(4)
  }

  /// The frames of ID3v2.2 whose content is the same in ID3v2.4 (and iTunes' own), and the picture.
  private static let newIDs: [String: String] = {
    let words = """
      BUF RBUF CNT PCNT COM COMM CRA AENC ETC ETCO GEO GEOB IPL TIPL MCI MCDI MLL MLLT PIC APIC
      POP POPM REV RVRB SLT SYLT STC SYTC TAL TALB TBP TBPM TCM TCOM TCO TCON TCP TCMP TCR TCOP
      TDA TDAT TDY TDLY TEN TENC TFT TFLT TIM TIME TKE TKEY TLA TLAN TLE TLEN TMT TMED TOA TOPE
      TOF TOFN TOL TOLY TOR TDOR TOT TOAL TP1 TPE1 TP2 TPE2 TP3 TPE3 TP4 TPE4 TPA TPOS TPB TPUB
      TRC TSRC TRD TRDA TRK TRCK TS2 TSO2 TSA TSOA TSC TSOC TSI TSIZ TSP TSOP TSS TSSE TST TSOT
      TT1 TIT1 TT2 TIT2 TT3 TIT3 TXT TEXT TXX TXXX TYE TYER UFI UFID ULT USLT WAF WOAF WAR WOAR
      WAS WOAS WCM WCOM WCP WCOP WPB WPUB WXX WXXX
      """.split(whereSeparator: \.isWhitespace).map(String.init)
    return Dictionary(
      uniqueKeysWithValues: stride(from: 0, to: words.count - 1, by: 2).map {
        (words[$0], words[$0 + 1])
      })
  }()
}
