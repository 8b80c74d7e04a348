/// Who uploaded a recording, as an artist's name.
struct UploaderName {
  /// The name without what makes it a channel's; nil where it is a host or stands for nobody.
  let artist: TitleLine?
  /// Whether the channel is one of those that YouTube fills with an artist's releases: their titles
  /// are the tracks' own, dashes included.
  let isTopic: Bool

  /// Reads the uploader of a page at `url`.
  init(_ uploader: TitleLine?, url: String?) {
    guard let uploader, !Self.isHost(uploader), !Self.isHost(uploader, of: url) else {
      (artist, isTopic) = (nil, false)
      return
    }
    var name = uploader.withoutNoise
    var isTopic = false
    while let (shorter, ending) = Self.withoutEnding(name) {
      name = shorter.withoutNoise
      isTopic = isTopic || Self.topics.contains(ending)
      if ending.lowercased() == "vevo" { name = Self.words(of: name) }
    }
    let isNobody = Self.nobodies.contains(name.text.lowercased())
    artist = isNobody ? nil : name
    self.isTopic = isTopic && !isNobody
  }

  /// Whether a name is a host with its port or an address, which no artist is called: "127.0.0.1:8000".
  static func isAddress(_ name: TitleLine) -> Bool {
    guard isHost(name) else { return false }
    return name.scalars.contains(":") || isIPv4(name.text.split(separator: "."))
  }

  /// Whether a name looks like a host, as generic pages report it: "127.0.0.1:8000", "example.org".
  ///
  /// Artists have dots in their names too: one is a host's only if it ends in a domain of many hosts
  /// and has no part of one letter, as "will.i.am" and "M.I.A" have.
  private static func isHost(_ name: TitleLine) -> Bool {
    guard name.scalars.allSatisfy({ (0x21..<0x7F).contains($0.value) }) else { return false }
    let text = name.text.lowercased()
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 1 else {
      return UInt16(parts[parts.count - 1]) != nil && Int(parts[0]) == nil
    }
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1, let last = labels.last else { return false }
    if isIPv4(labels) || labels.first == "www" { return true }
    // Hosts are written in small letters; "Sub.Me" is more likely a name.
    guard name.text == text || ["com", "org", "net"].contains(last) else { return false }
    return labels.allSatisfy { $0.count > 1 } && domains.contains(String(last))
  }

  private static func isIPv4(_ labels: [Substring]) -> Bool {
    labels.count == 4 && labels.allSatisfy { UInt8($0) != nil }
  }

  /// Whether a name is the host of the page itself.
  private static func isHost(_ name: TitleLine, of url: String?) -> Bool {
    guard let url, let slashes = url.firstRange(of: "://") else { return false }
    let authority = url[slashes.upperBound...].prefix { !"/?#".contains($0) }.lowercased()
    let host = authority.split(separator: ":").first.map(String.init) ?? authority
    return [authority, host].contains(name.text.lowercased())
  }

  private static func withoutEnding(_ name: TitleLine) -> (TitleLine, String)? {
    let text = name.text
    for ending in topics + endings {
      guard text.count > ending.count, text.lowercased().hasSuffix(ending.lowercased()),
        // "Devo" and "Evo" are names; a channel ends in "VEVO".
        ending != "vevo" || text.hasSuffix("VEVO") || text.hasSuffix("Vevo"),
        let shorter = TitleLine(scalars: text.dropLast(ending.count).unicodeScalars)
      else { continue }
      return (shorter, ending)
    }
    return nil
  }

  private static let topics = [
    " - topic", " – topic", " - thema", " – thema", " - thème", " - tema", " – tema", " - tópico",
    " - トピック", " - 주제", " - 主題", " - 主题", " - тема",
  ]

  private static let endings = [
    "vevo", " official youtube channel", " official channel", " official artist channel",
    " official artist", " youtube channel", " official", " oficial", " officiel", " offiziell",
    " ufficiale", " officieel", " resmi", " официальный канал", " официальный", " офіційний канал",
    "公式チャンネル", " 公式", "オフィシャルチャンネル", "官方頻道", "官方频道", "공식 채널", " channel",
  ]

  private static let nobodies: Set<String> = [
    "various artists", "various", "unknown artist", "unknown", "release", "n/a", "verschiedene",
    "artistes variés", "varios artistas", "vários artistas", "artisti vari",
  ]

  /// Domains of many hosts; two letters are countries.
  private static let domains = Set(
    """
    com org net info biz edu gov mil int app dev online site website xyz club shop store radio
    io tv fm cc me co ly ac uk eu us ca au nz za ie de at ch nl be lu fr es pt it gr pl cz sk hu ro
    bg hr si rs ua by ru lt lv ee fi se no dk is tr il ir sa ae eg ma in pk bd lk th vn id my sg ph
    cn hk tw jp kr br ar mx cl pe uy ve arpa lan local localhost home internal example test invalid
    onion
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// The words of a name that is written in one: "DJKhaled" is "DJ Khaled".
  private static func words(of name: TitleLine) -> TitleLine {
    let scalars = name.scalars
    guard !scalars.contains(" "), !written.contains(name.text.lowercased()) else { return name }
    var spaced: [Unicode.Scalar] = []
    for (index, scalar) in scalars.enumerated() {
      if index > 0, scalar.properties.isUppercase {
        let before = scalars[index - 1]
        let isNextLower = index + 1 < scalars.count && scalars[index + 1].properties.isLowercase
        let isMc = spaced.suffix(2) == ["M", "c"]
        if before.properties.isLowercase && !isMc || isNextLower && before.properties.isUppercase
          || isNextLower && ("0"..."9").contains(before)
        {
          spaced.append(" ")
        }
      }
      spaced.append(scalar)
    }
    return TitleLine(scalars: spaced) ?? name
  }

  /// Names that are written in one word although they have capitals inside.
  private static let written: Set<String> = [
    "onerepublic", "dragonforce", "mercyme", "tobymac", "outkast", "hammerfall", "alunageorge",
    "jojo", "misterwives", "boywithuke", "rupaul", "safetysuit", "dababy", "aronchupa", "neyo",
    "kitschkrieg", "annenmaykantereit", "babymetal", "newjeans", "iamx", "somo", "partynextdoor",
  ]
}
