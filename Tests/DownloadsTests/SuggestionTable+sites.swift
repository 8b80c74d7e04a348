extension SuggestionTable {
  /// Channels of YouTube Music, whose titles are the tracks' own.
  static let topics: [Row] = [
    Row(
      "Here Comes The Sun - Remastered 2009", by: "The Beatles - Topic", "The Beatles",
      "Here Comes The Sun - Remastered 2009"),
    Row(
      "Bohemian Rhapsody - Remastered 2011", by: "Queen - Topic", "Queen",
      "Bohemian Rhapsody - Remastered 2011"),
    Row(
      "Heroes - 2017 Remaster", by: "David Bowie - Topic", "David Bowie", "Heroes - 2017 Remaster"),
    Row(
      "Dreams - Live at the Boarding House", by: "Nora Lane - Topic", "Nora Lane",
      "Dreams - Live at the Boarding House"),
    Row(
      "Blue in Green (feat. John Coltrane & Bill Evans)", by: "Miles Davis - Topic", "Miles Davis",
      "Blue in Green (feat. John Coltrane & Bill Evans)"),
    Row(
      "Symphony No. 5 in C Minor, Op. 67: I. Allegro con brio",
      by: "Berliner Philharmoniker - Topic", "Berliner Philharmoniker",
      "Symphony No. 5 in C Minor, Op. 67: I. Allegro con brio"),
    Row(
      "Goldberg Variations, BWV 988: Aria - Da Capo", by: "Glenn Gould - Topic", "Glenn Gould",
      "Goldberg Variations, BWV 988: Aria - Da Capo"),
    Row("Romeo - Juliet", by: "Nora Lane - Topic", "Nora Lane", "Romeo - Juliet"),
    Row("Adele - Hello", by: "Adele - Topic", "Adele", "Hello"),
    Row("Nora Lane - Paper Moon", by: "Various Artists - Topic", "Nora Lane", "Paper Moon"),
  ]

  /// Names of uploaders, of which some are hosts.
  static let uploaders: [Row] = [
    Row(
      "Bohemian Rhapsody - Remastered 2011", by: "Queen Official", "Queen",
      "Bohemian Rhapsody - Remastered 2011"),
    Row("Teardrop - Radio Edit", by: "Massive Attack", "Massive Attack", "Teardrop - Radio Edit"),
    Row("Teardrop - Live", by: "MassiveAttackVEVO", "Massive Attack", "Teardrop - Live"),
    Row("Boys & Girls", by: "will.i.am", "will.i.am", "Boys & Girls"),
    Row(
      "will.i.am - Scream & Shout (Official Music Video) ft. Britney Spears", by: "will.i.am",
      "will.i.am", "Scream & Shout ft. Britney Spears"),
    Row("Ready for Love", by: "india.arie", "india.arie", "Ready for Love"),
    Row("Losing My Religion", by: "R.E.M.", "R.E.M.", "Losing My Religion"),
    Row("Airplanes", by: "B.o.B", "B.o.B", "Airplanes"),
    Row("All About Us", by: "t.A.T.u.", "t.A.T.u.", "All About Us"),
    Row("Paper Moon", by: "media.example.com", nil, "Paper Moon"),
    Row("Paper Moon", by: "www.example.de", nil, "Paper Moon"),
    Row("Paper Moon", by: "192.168.1.20", nil, "Paper Moon"),
    Row("Paper Moon", by: "localhost:8080", nil, "Paper Moon"),
    Row("Love Story", by: "TaylorSwiftVEVO", "Taylor Swift", "Love Story"),
    Row("Counting Stars", by: "OneRepublicVEVO", "OneRepublic", "Counting Stars"),
    Row(
      "Counting Stars - OneRepublic (Official)", by: "OneRepublicVEVO", "OneRepublic",
      "Counting Stars"),
    Row("Wild Thoughts", by: "DJKhaledVEVO", "DJ Khaled", "Wild Thoughts"),
    Row("22 - Taylor Swift", by: "TaylorSwiftVEVO", "Taylor Swift", "22"),
    Row("Yellow", by: "Coldplay (Official)", "Coldplay", "Yellow"),
    Row("Yellow", by: "Coldplay Oficial", "Coldplay", "Yellow"),
    Row("Paper Moon", by: "Nora Lane Music Official", "Nora Lane", "Paper Moon"),
  ]

  /// SoundCloud, Bandcamp, Mixcloud, Vimeo, archive.org, radio stations and podcasts.
  static let otherSites: [Row] = [
    Row(
      "PREMIERE: Nora Lane - Paper Moon (Original Mix)", by: "Deep Blue Label", "Nora Lane",
      "Paper Moon (Original Mix)"),
    Row(
      "Premiere : Kollektiv Nord – Tide [Free Download]", by: "Deep Blue Label", "Kollektiv Nord",
      "Tide"),
    Row("Nora Lane - Paper Moon (FREE DOWNLOAD)", "Nora Lane", "Paper Moon"),
    Row("Nora Lane - Paper Moon [Free DL]", by: "Nora Lane", "Nora Lane", "Paper Moon"),
    Row("Nora Lane - Paper Moon [OUT NOW]", by: "Deep Blue Label", "Nora Lane", "Paper Moon"),
    Row("Paper Moon (prod. Kite)", by: "nora lane", "nora lane", "Paper Moon"),
    Row("nora lane - paper moon [prod. by kite]", "nora lane", "paper moon"),
    Row("Paper Moon (Prod. Kite) (Official Video)", by: "Nora Lane", "Nora Lane", "Paper Moon"),
    Row("Paper Moon by Nora Lane", by: "Nora Lane", "Nora Lane", "Paper Moon"),
    Row("Paper Moon, by Nora Lane", "Nora Lane", "Paper Moon"),
    Row("Stand by Me", by: "Ben E. King", "Ben E. King", "Stand by Me"),
    Row("Stand by Me", nil, "Stand by Me"),
    Row(
      "Stream Paper Moon by Nora Lane | Listen online for free on SoundCloud", "Nora Lane",
      "Paper Moon"),
    Row("Nora Lane - Paper Moon - YouTube", "Nora Lane", "Paper Moon"),
    Row("Nora Lane - Paper Moon on Vimeo", "Nora Lane", "Paper Moon"),
    Row("Paper Moon on Vimeo", by: "Nora Lane", "Nora Lane", "Paper Moon"),
    Row("Nora Lane - Paper Moon | Bandcamp", "Nora Lane", "Paper Moon"),
    Row(
      "Night Bus Radio #42 w/ Nora Lane", by: "Night Bus Radio", "Night Bus Radio",
      "Night Bus Radio #42 w/ Nora Lane"),
    Row(
      "Nora Lane – Live at Nuits Sonores 2019", by: "Nora Lane", "Nora Lane",
      "Live at Nuits Sonores 2019"),
    Row(
      "Nora Lane - Boiler Room Berlin DJ Set", by: "Boiler Room", "Nora Lane",
      "Boiler Room Berlin DJ Set"),
    Row(
      "Grateful Dead Live at Barton Hall on 1977-05-08", by: "Grateful Dead", "Grateful Dead",
      "Grateful Dead Live at Barton Hall on 1977-05-08"),
    Row(
      "Paper Moon : Nora Lane : Free Download, Borrow, and Streaming : Internet Archive",
      "Nora Lane", "Paper Moon"),
    Row("Now Playing: Nora Lane - Paper Moon", by: "Radio Nord", "Nora Lane", "Paper Moon"),
    Row(
      "Nora Lane - Paper Moon (Live on KEXP)", by: "KEXP", "Nora Lane", "Paper Moon (Live on KEXP)"),
    Row("Episode 45: The Piano", by: "Sound Stories", "Sound Stories", "Episode 45: The Piano"),
    Row("Ep. 12 - The Piano", by: "Sound Stories", "Sound Stories", "Ep. 12 - The Piano"),
    Row("#12 - The Piano", by: "Sound Stories", "Sound Stories", "#12 - The Piano"),
    Row(
      "Sound Stories #45: The Piano", by: "Sound Stories", "Sound Stories",
      "Sound Stories #45: The Piano"),
    Row("Radio Nord | Nora Lane - Paper Moon", by: "Radio Nord", "Nora Lane", "Paper Moon"),
  ]

  /// File names and the numbers of playlists.
  static let files: [Row] = [
    Row("01 - Sigur Rós - Sæglópur", "Sigur Rós", "Sæglópur", track: 1),
    Row("01 - Sæglópur", by: "Sigur Rós", "Sigur Rós", "Sæglópur", track: 1),
    Row("01. Nora Lane - Paper Moon", "Nora Lane", "Paper Moon", track: 1),
    Row("07 Nora Lane - Paper Moon.mp3", "Nora Lane", "Paper Moon", track: 7),
    Row("1. Nora Lane – Paper Moon", by: "some fan", "Nora Lane", "Paper Moon", track: 1),
    Row("12) Nora Lane - Paper Moon", "Nora Lane", "Paper Moon", track: 12),
    Row("[03] Nora Lane - Paper Moon", "Nora Lane", "Paper Moon", track: 3),
    Row("(04) Nora Lane - Paper Moon (Live)", "Nora Lane", "Paper Moon (Live)", track: 4),
    Row("05_Nora_Lane_-_Paper_Moon", "Nora Lane", "Paper Moon", track: 5),
    Row("Nora Lane - 06 - Paper Moon", "Nora Lane", "Paper Moon", track: 6),
    Row("Nora Lane - 07. Paper Moon", "Nora Lane", "Paper Moon", track: 7),
    Row("Nora Lane - Night Bus - 08 - Paper Moon", "Nora Lane", "Paper Moon", track: 8),
    Row("09-nora_lane-paper_moon", "nora lane", "paper moon", track: 9),
    Row("1-10 Nora Lane - Paper Moon", "Nora Lane", "Paper Moon", track: 10),
    Row("A1. Nora Lane - Paper Moon", "Nora Lane", "Paper Moon"),
    Row("Track 11 - Paper Moon", by: "Nora Lane", "Nora Lane", "Paper Moon", track: 11),
    Row("02 Paper Moon", by: "Nora Lane", "Nora Lane", "Paper Moon", track: 2),
    Row("02. Paper Moon", nil, "Paper Moon", track: 2),
    Row("24 – Nora Lane – Paper Moon [Official Audio]", "Nora Lane", "Paper Moon", track: 24),
    Row("7 Rings", by: "Ariana Grande", "Ariana Grande", "7 Rings"),
    Row("7 - Prince", by: "Prince", "Prince", "7"),
    Row("99 Problems - JAY-Z", by: "JAY-Z", "JAY-Z", "99 Problems"),
    Row("311 - Amber", "311", "Amber"),
    Row("1979", by: "The Smashing Pumpkins", "The Smashing Pumpkins", "1979"),
    Row(
      "50 Ways to Leave Your Lover - Paul Simon", by: "Paul Simon", "Paul Simon",
      "50 Ways to Leave Your Lover"),
    Row("4 Non Blondes - What's Up?", "4 Non Blondes", "What's Up?"),
    Row("2 Unlimited – No Limit", "2 Unlimited", "No Limit"),
    Row("65daysofstatic - Radio Protector", "65daysofstatic", "Radio Protector"),
    Row("Nora_Lane_-_Paper_Moon_(Official_Video)", "Nora Lane", "Paper Moon"),
    Row("nora_lane-paper_moon.flac", "nora lane", "paper moon"),
    Row("Nora Lane - Paper Moon.mp3", "Nora Lane", "Paper Moon"),
    Row("Nora Lane - Paper Moon [a1B2-c3D4_e].webm", "Nora Lane", "Paper Moon"),
  ]
}
