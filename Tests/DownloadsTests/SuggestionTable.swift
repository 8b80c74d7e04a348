/// Titles of pages as sites write them, and what a careful person would type for them.
///
/// The rows were decided before the code was tried on them; a row that the code gets wrong stays as it is.
enum SuggestionTable {
  /// A page and the artist and title to suggest for it.
  struct Row: Sendable {
    let page: String
    let uploader: String?
    let siteArtist: String?
    let artist: String?
    let title: String
    let track: Int?

    /// A page by `uploader` on a site that names no artist or `siteArtist`.
    init(
      _ page: String, by uploader: String? = nil, site siteArtist: String? = nil,
      _ artist: String?, _ title: String, track: Int? = nil
    ) {
      self.page = page
      self.uploader = uploader
      self.siteArtist = siteArtist
      self.artist = artist
      self.title = title
      self.track = track
    }
  }

  static let all: [Row] = [
    latin, otherScripts, german, romance, northern, eastern, cyrillicAndGreek, japanese, korean,
    chinese, southEastAsian, southAsian, rightToLeft, topics, uploaders, otherSites, files,
    versions,
    guests, lyrics, marks,
  ].flatMap(\.self)

  static let latin: [Row] = [
    Row("Adele - Hello (Official Music Video)", by: "AdeleVEVO", "Adele", "Hello"),
    Row("Hello - Adele", by: "AdeleVEVO", "Adele", "Hello"),
    Row("Hello - Adele [Official Video] [4K]", by: "Adele - Topic", "Adele", "Hello"),
    Row("Hello", by: "Adele - Topic", "Adele", "Hello"),
    Row("Hello", by: "AdeleVEVO", "Adele", "Hello"),
    Row("Halo (Official Audio) - Beyoncé", by: "BeyonceVEVO", "Beyoncé", "Halo"),
    Row("NIRVANA — Lithium (HQ)", by: "some fan", "NIRVANA", "Lithium"),
    Row(
      "Daft Punk - One More Time (Official Video) HD",
      by: "Daft Punk", "Daft Punk", "One More Time"),
    Row(
      "Rihanna - Umbrella (Orange Version) (Official Music Video) ft. JAY-Z",
      by: "RihannaVEVO", "Rihanna", "Umbrella (Orange Version) ft. JAY-Z"),
    Row(
      "Mark Ronson feat. Amy Winehouse - Valerie", "Mark Ronson feat. Amy Winehouse", "Valerie"),
    Row(
      "Valerie - Mark Ronson feat. Amy Winehouse",
      by: "Mark Ronson", "Mark Ronson feat. Amy Winehouse", "Valerie"),
    Row("Burial - Archangel (Boiler Remix) [HD]", "Burial", "Archangel (Boiler Remix)"),
    Row(
      "Nirvana - Lake of Fire (Live On MTV Unplugged, 1993)",
      "Nirvana", "Lake of Fire (Live On MTV Unplugged, 1993)"),
    Row(
      "The Beatles - Let It Be (Remastered 2009)", "The Beatles", "Let It Be (Remastered 2009)"),
    Row(
      "Let It Be (Remastered 2009) - Beatles",
      by: "The Beatles", "Beatles", "Let It Be (Remastered 2009)"),
    Row(
      "Jeff Buckley – Hallelujah (Cover) | Official Video", "Jeff Buckley", "Hallelujah (Cover)"),
    Row("Foals - Inhaler (2012)", "Foals", "Inhaler (2012)"),
    Row("Foals - Inhaler (Official Video 2012)", "Foals", "Inhaler"),
    Row("LSD - Audio (Official Video) ft. Sia", "LSD", "Audio ft. Sia"),
    Row("India.Arie - Video", by: "IndiaArieVEVO", "India.Arie", "Video"),
    Row("Lorde - Royals - Audio", "Lorde", "Royals"),
    Row("Justice - Audio, Video, Disco.", "Justice", "Audio, Video, Disco."),
    Row("Lorde - Royals - Official Video", "Lorde", "Royals"),
    Row("Royals - Official Video", by: "Lorde", "Lorde", "Royals"),
    Row("Coldplay - Yellow lyrics video", "Coldplay", "Yellow"),
    Row(
      "Coldplay - Yellow Official Music Video HD 1080p", by: "Coldplay", "Coldplay", "Yellow"),
    Row("Official Video: Coldplay - Yellow", "Coldplay", "Yellow"),
    Row("Coldplay: Yellow", by: "Coldplay Official", "Coldplay", "Yellow"),
    Row("Coldplay | Yellow", by: "Coldplay", "Coldplay", "Yellow"),
    Row("Yellow | Coldplay | Official Lyric Video", by: "Coldplay", "Coldplay", "Yellow"),
    Row("Coldplay | Yellow", "Coldplay", "Yellow"),
    Row(
      "Billie Eilish - Watch | A COLORS SHOW",
      by: "COLORS", "Billie Eilish", "Watch | A COLORS SHOW"),
    Row(
      "Symphony No. 5: Allegro con brio",
      by: "Some Orchestra", "Some Orchestra", "Symphony No. 5: Allegro con brio"),
    Row(
      "Beethoven: Symphony No. 5",
      by: "Some Orchestra", "Some Orchestra", "Beethoven: Symphony No. 5"),
    Row("Nina Simone - \"Sinnerman\"", "Nina Simone", "Sinnerman"),
    Row(
      "Nina Simone – ‘Don’t Let Me Be Misunderstood’",
      "Nina Simone", "Don’t Let Me Be Misunderstood"),
    Row("Nina Simone - 'Nuff Said!", "Nina Simone", "'Nuff Said!"),
    Row("Nina Simone \"Sinnerman\" (Official Video)", by: "fan", "Nina Simone", "Sinnerman"),
    Row("She said \"Yes\"", by: "Nina Simone", "Nina Simone", "She said \"Yes\""),
    Row("\"Weird Al\" Yankovic - Eat It", "\"Weird Al\" Yankovic", "Eat It"),
    Row("Sigur Rós - ( )", "Sigur Rós", "( )"),
    Row("AC/DC - T.N.T. {HQ}", by: "AC/DC", "AC/DC", "T.N.T."),
    Row("Blink-182 - All the Small Things", "Blink-182", "All the Small Things"),
    Row(
      "Tash Sultana - Jungle (Live from (Melbourne) - 2016)",
      "Tash Sultana", "Jungle (Live from (Melbourne) - 2016)"),
    Row("Lo-fi beats 🎧🌙", by: "chill ☕", "chill ☕", "Lo-fi beats 🎧🌙"),
    Row("Lanterns - Paper Boats 🔥 (Official Video 🔥)", "Lanterns", "Paper Boats 🔥"),
    Row("Paper Boats (1)", by: "127.0.0.1:8000", nil, "Paper Boats"),
    Row("Lanterns - Paper Boats (1)", by: "media.example.org:8443", "Lanterns", "Paper Boats"),
    Row("Paper Boats", by: "127.0.0.1:8000", site: "127.0.0.1:8000", nil, "Paper Boats"),
    Row("Song - HD", by: "Adele", "Adele", "Song"),
    Row("Official Video: Yellow - Coldplay", by: "Coldplay", "Coldplay", "Yellow"),
    Row("Hurt", by: "M.I.A.", "M.I.A.", "Hurt"),
    Row(
      "Drake - Take Care ft. Rihanna",
      by: "DrakeVEVO", site: "Drake", "Drake", "Take Care ft. Rihanna"),
    Row("Take Care - Drake", site: "Drake", "Drake", "Take Care"),
    Row("Intro - Reprise", by: "Drake", site: "Somebody", "Somebody", "Intro - Reprise"),
    Row(
      "Rammstein - Deutschland (Offizielles Musikvideo)",
      by: "Rammstein Official", "Rammstein", "Deutschland"),
    Row("Stromae - Papaoutai (Clip officiel)", by: "StromaeVEVO", "Stromae", "Papaoutai"),
    Row("Indila - Dernière danse [Vidéo Officielle]", "Indila", "Dernière danse"),
    Row("Rosalía – MALAMENTE (Video Oficial)", "Rosalía", "MALAMENTE"),
    Row("Anitta - Envolver (Letra / Lyrics)", "Anitta", "Envolver"),
    Row(
      "Måneskin - ZITTI E BUONI (Video Ufficiale)",
      by: "ManeskinVEVO", "Måneskin", "ZITTI E BUONI"),
    Row("Sanah – Szampan (Oficjalny Teledysk)", "Sanah", "Szampan"),
    Row("Tarkan - Kuzu Kuzu (Resmi Müzik Videosu)", "Tarkan", "Kuzu Kuzu"),
  ]
}
