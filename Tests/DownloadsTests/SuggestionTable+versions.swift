extension SuggestionTable {
  /// Which recording it is, and what only describes the upload.
  ///
  /// A remaster is release information and stays, unless the same brackets speak of the video or of its
  /// quality: "(2009 Remaster)" stays, "[Remastered in 4K]" goes. Producers are no part of a title.
  static let versions: [Row] = [
    Row("a-ha - Take On Me (Official Video) [Remastered in 4K]", by: "a-ha", "a-ha", "Take On Me"),
    Row("Wham! - Last Christmas (Official 4K Video)", by: "WhamVEVO", "Wham!", "Last Christmas"),
    Row(
      "Queen – Bohemian Rhapsody (Official Video Remastered)", by: "Queen Official", "Queen",
      "Bohemian Rhapsody"),
    Row(
      "Rick Astley - Never Gonna Give You Up (Official Video) (4K Remaster)", by: "Rick Astley",
      "Rick Astley", "Never Gonna Give You Up"),
    Row("Toto - Africa (Official HD Video)", by: "TotoVEVO", "Toto", "Africa"),
    Row("Toto - Africa [HD Remastered Video]", "Toto", "Africa"),
    Row(
      "Pink Floyd - Time (2011 Remastered)", by: "Pink Floyd", "Pink Floyd",
      "Time (2011 Remastered)"),
    Row(
      "Fleetwood Mac - Dreams (2004 Remaster) [Official Audio]", "Fleetwood Mac",
      "Dreams (2004 Remaster)"),
    Row("Led Zeppelin - Kashmir (Remaster)", "Led Zeppelin", "Kashmir (Remaster)"),
    Row("The Police - Roxanne (Remastered 2003) HD", "The Police", "Roxanne (Remastered 2003)"),
    Row("Nora Lane - Paper Moon (Upscaled to 4K 60fps)", "Nora Lane", "Paper Moon"),
    Row("Nora Lane - Paper Moon (Live) [4K]", "Nora Lane", "Paper Moon (Live)"),
    Row(
      "Nora Lane - Paper Moon (Kite Remix) [Official Visualizer]", "Nora Lane",
      "Paper Moon (Kite Remix)"),
    Row("Nora Lane - Paper Moon (Acoustic Version)", "Nora Lane", "Paper Moon (Acoustic Version)"),
    Row("Nora Lane - Paper Moon (Instrumental)", "Nora Lane", "Paper Moon (Instrumental)"),
    Row(
      "Nora Lane - Paper Moon (Slowed + Reverb)", by: "night drives", "Nora Lane",
      "Paper Moon (Slowed + Reverb)"),
    Row(
      "Nora Lane - Paper Moon (8D Audio)", by: "night drives", "Nora Lane", "Paper Moon (8D Audio)"),
    Row(
      "Nora Lane - Paper Moon (Extended Mix) [Kite Release]", "Nora Lane",
      "Paper Moon (Extended Mix)"),
    Row(
      "Nora Lane - Creep (Radiohead Cover) [Official Video]", by: "Nora Lane", "Nora Lane",
      "Creep (Radiohead Cover)"),
    Row("Creep (Radiohead Cover)", by: "Nora Lane", "Nora Lane", "Creep (Radiohead Cover)"),
    Row(
      "Nora Lane - Paper Moon - Live at the Hall", by: "Nora Lane", "Nora Lane",
      "Paper Moon - Live at the Hall"),
    Row("Nora Lane - Paper Moon (Official Music Video) (Explicit)", "Nora Lane", "Paper Moon"),
    Row("[Drum & Bass] - Nora Lane - Paper Moon", by: "Deep Blue Label", "Nora Lane", "Paper Moon"),
    Row("Nora Lane - Paper Moon #newmusic #indie", by: "Nora Lane", "Nora Lane", "Paper Moon"),
    Row("John Lennon - #9 Dream", "John Lennon", "#9 Dream"),
  ]

  static let guests: [Row] = [
    Row(
      "Gorillaz - Feel Good Inc. (feat. De La Soul) [Official Video]", "Gorillaz",
      "Feel Good Inc. (feat. De La Soul)"),
    Row(
      "Gorillaz ft. De La Soul - Feel Good Inc.", by: "Gorillaz", "Gorillaz ft. De La Soul",
      "Feel Good Inc."),
    Row(
      "Daft Punk - Get Lucky (Official Audio) ft. Pharrell Williams, Nile Rodgers",
      by: "DaftPunkVEVO", "Daft Punk", "Get Lucky ft. Pharrell Williams, Nile Rodgers"),
    Row(
      "Get Lucky - Daft Punk ft. Pharrell Williams", by: "Daft Punk",
      "Daft Punk ft. Pharrell Williams", "Get Lucky"),
    Row("Nora Lane x Kite - Paper Moon", by: "Nora Lane", "Nora Lane x Kite", "Paper Moon"),
    Row("Paper Moon - Nora Lane & Kite (Audio)", by: "Nora Lane", "Nora Lane & Kite", "Paper Moon"),
    Row("Paper Moon - Nora Lane, Kite", by: "Nora Lane", "Nora Lane, Kite", "Paper Moon"),
    Row(
      "Eurythmics, Annie Lennox, Dave Stewart - Sweet Dreams (Are Made Of This) (Official Video)",
      by: "EurythmicsVEVO", "Eurythmics, Annie Lennox, Dave Stewart",
      "Sweet Dreams (Are Made Of This)"),
  ]

  static let lyrics: [Row] = [
    Row("Nora Lane - Paper Moon (Lyrics)", by: "lyric fox", "Nora Lane", "Paper Moon"),
    Row("Nora Lane - Paper Moon | Lyrics", "Nora Lane", "Paper Moon"),
    Row("Nora Lane - Paper Moon lyrics", by: "lyric fox", "Nora Lane", "Paper Moon"),
    Row("Paper Moon - Nora Lane (Lyrics)", by: "Nora Lane", "Nora Lane", "Paper Moon"),
    Row("Nora Lane - Paper Moon (Lyrics) 🎵", "Nora Lane", "Paper Moon 🎵"),
    Row("Nora Lane - Paper Moon [Lyrics + Español]", "Nora Lane", "Paper Moon"),
    Row("Nora Lane - Paper Moon (ENG SUB)", "Nora Lane", "Paper Moon"),
  ]

  static let marks: [Row] = [
    Row("Nora Lane -Paper Moon", "Nora Lane", "Paper Moon"),
    Row("Nora Lane- Paper Moon", "Nora Lane", "Paper Moon"),
    Row("Nora Lane –Paper Moon (Official Video)", by: "some fan", "Nora Lane", "Paper Moon"),
    Row("Nora Lane --- Paper Moon", "Nora Lane", "Paper Moon"),
    Row("Nora Lane—Paper Moon", "Nora Lane", "Paper Moon"),
    Row("Nora Lane ~ Paper Moon", by: "Deep Blue Label", "Nora Lane", "Paper Moon"),
    Row("Nora Lane :: Paper Moon", "Nora Lane", "Paper Moon"),
    Row("NORA LANE // PAPER MOON", "NORA LANE", "PAPER MOON"),
    Row("Nora Lane • Paper Moon", by: "Nora Lane", "Nora Lane", "Paper Moon"),
    Row("Paper Moon / Nora Lane", by: "Nora Lane", "Nora Lane", "Paper Moon"),
    Row("Jay-Z - Hard Knock Life (Ghetto Anthem)", "Jay-Z", "Hard Knock Life (Ghetto Anthem)"),
    Row("Moby 'Porcelain' (Official Video)", by: "mute records", "Moby", "Porcelain"),
    Row("Nora Lane - \"Paper Moon\" (Live)", "Nora Lane", "Paper Moon (Live)"),
    Row("\"Paper Moon\" - Nora Lane", "Nora Lane", "Paper Moon"),
    Row("\"Paper Moon\" by Nora Lane", "Nora Lane", "Paper Moon"),
    Row("Nora Lane - Paper Moon [Official Video", "Nora Lane", "Paper Moon"),
    Row("Nora Lane - Paper Moon (Live at the Hall", "Nora Lane", "Paper Moon (Live at the Hall)"),
    Row("Nora Lane - Paper Moon) [HD]", "Nora Lane", "Paper Moon"),
    Row("Nora Lane - Paper Moon (Official Vid...", "Nora Lane", "Paper Moon"),
    Row("Simon &amp; Garfunkel - The Boxer", "Simon & Garfunkel", "The Boxer"),
    Row("Simon &amp;amp; Garfunkel - The Boxer", "Simon & Garfunkel", "The Boxer"),
    Row("Earth, Wind &amp;amp;amp; Fire - September", "Earth, Wind & Fire", "September"),
    Row("Nora Lane - Don&#39;t Go", "Nora Lane", "Don't Go"),
    Row("Sinéad O&#x27;Connor - Mandinka", "Sinéad O'Connor", "Mandinka"),
    Row("Nora Lane - &quot;Paper Moon&quot;", "Nora Lane", "Paper Moon"),
    Row("Nora Lane &amp;ndash; Paper Moon", "Nora Lane", "Paper Moon"),
    Row("Beyonc&eacute; - Halo", "Beyoncé", "Halo"),
    Row("The Boxer", by: "Simon &amp;amp; Garfunkel - Topic", "Simon & Garfunkel", "The Boxer"),
  ]
}
