extension SuggestionTable {
  static let german: [Row] = [
    Row("Wir sind Helden - Denkmal (Offizielles Video)", "Wir sind Helden", "Denkmal"),
    Row(
      "Peter Fox – Haus am See (Offizieller Videoclip)", by: "Peter Fox", "Peter Fox", "Haus am See"
    ),
    Row(
      "Rosenstolz: Liebe ist alles (mit Songtext)", by: "Rosenstolz", "Rosenstolz",
      "Liebe ist alles"),
    Row("Rammstein „Sonne“ (Offizielles Video)", by: "Rammstein Official", "Rammstein", "Sonne"),
    Row("Nena - 99 Luftballons", "Nena", "99 Luftballons"),
    Row("99 Luftballons", by: "Nena - Topic", "Nena", "99 Luftballons"),
    Row(
      "Element of Crime - Delmenhorst (Live in der Philharmonie)", "Element of Crime",
      "Delmenhorst (Live in der Philharmonie)"),
    Row("AnnenMayKantereit - Oft gefragt [Lyrics / Songtext]", "AnnenMayKantereit", "Oft gefragt"),
    Row(
      "Die Ärzte - Schrei nach Liebe (Offizielles Musikvideo) [HD]", by: "die ärzte", "Die Ärzte",
      "Schrei nach Liebe"),
    Row(
      "Sportfreunde Stiller – Ein Kompliment | Musikvideo", "Sportfreunde Stiller", "Ein Kompliment"
    ),
    Row("Folge 12 – Das Klavier", by: "Klangfunk", "Klangfunk", "Folge 12 – Das Klavier"),
  ]

  static let romance: [Row] = [
    Row("Noir Désir - Le vent nous portera (Clip Officiel)", "Noir Désir", "Le vent nous portera"),
    Row(
      "Stromae - Alors on danse (Audio officiel)", by: "StromaeVEVO", "Stromae", "Alors on danse"),
    Row("Zaz - Je veux [Clip officiel HD]", "Zaz", "Je veux"),
    Row("ANGÈLE - Balance ton quoi [CLIP OFFICIEL]", by: "Angèle", "ANGÈLE", "Balance ton quoi"),
    Row(
      "Christophe Maé : Il est où le bonheur (Paroles)", by: "Christophe Maé", "Christophe Maé",
      "Il est où le bonheur"),
    Row("Édith Piaf « La Vie en rose » (Audio officiel)", "Édith Piaf", "La Vie en rose"),
    Row("Indochine - L'aventurier (Remasterisé en HD)", "Indochine", "L'aventurier"),
    Row(
      "Georges Brassens - Les copains d'abord (Live, 1966)", "Georges Brassens",
      "Les copains d'abord (Live, 1966)"),
    Row("Pomme - grandiose (visualizer)", by: "Pomme", "Pomme", "grandiose"),
    Row(
      "Françoise Hardy – Tous les garçons et les filles (sous-titres français)", "Françoise Hardy",
      "Tous les garçons et les filles"),
    Row(
      "Mercedes Sosa - Gracias a la vida (En Vivo)", "Mercedes Sosa", "Gracias a la vida (En Vivo)"),
    Row(
      "Soda Stereo - De Música Ligera (Video Oficial)", by: "SodaStereoVEVO", "Soda Stereo",
      "De Música Ligera"),
    Row(
      "Natalia Lafourcade - Hasta la Raíz (Videoclip Oficial)", "Natalia Lafourcade",
      "Hasta la Raíz"),
    Row("Calle 13 – Latinoamérica (Video Lyric)", "Calle 13", "Latinoamérica"),
    Row("Rosalía - DESPECHÁ (Audio Oficial)", by: "ROSALÍA", "Rosalía", "DESPECHÁ"),
    Row("Jarabe de Palo - La Flaca (con letra)", "Jarabe de Palo", "La Flaca"),
    Row(
      "Shakira: Te Felicito (Visualizer) ft. Rauw Alejandro", by: "shakiraVEVO", "Shakira",
      "Te Felicito ft. Rauw Alejandro"),
    Row("Gustavo Cerati ~ Crimen", "Gustavo Cerati", "Crimen"),
    Row("Violeta Parra / Volver a los 17", by: "Violeta Parra", "Violeta Parra", "Volver a los 17"),
    Row(
      "Bomba Estéreo - Soy Yo (Official Video) [Subtítulos en Español]", "Bomba Estéreo", "Soy Yo"),
    Row("Episodio 7 - El piano", by: "Sonidos del Sur", "Sonidos del Sur", "Episodio 7 - El piano"),
    Row("Legião Urbana - Tempo Perdido (Clipe Oficial)", "Legião Urbana", "Tempo Perdido"),
    Row(
      "Tom Jobim & Elis Regina – Águas de Março (Ao Vivo)", "Tom Jobim & Elis Regina",
      "Águas de Março (Ao Vivo)"),
    Row(
      "Marisa Monte | Ainda Bem (Vídeo Oficial)", by: "Marisa Monte", "Marisa Monte", "Ainda Bem"),
    Row(
      "Amália Rodrigues - Estranha Forma de Vida (letra)", "Amália Rodrigues",
      "Estranha Forma de Vida"),
    Row(
      "Ivete Sangalo - Sorte Grande (Áudio Oficial)", by: "Ivete Sangalo Oficial", "Ivete Sangalo",
      "Sorte Grande"),
    Row("Adele - Hello (Legendado / Tradução)", by: "legendas da Lu", "Adele", "Hello"),
    Row("Gilberto Gil - Aquele Abraço (Remasterizado em HD)", "Gilberto Gil", "Aquele Abraço"),
    Row("Lucio Battisti - Il mio canto libero (Testo)", "Lucio Battisti", "Il mio canto libero"),
    Row("Mahmood - Soldi (Video Ufficiale)", by: "MahmoodVEVO", "Mahmood", "Soldi"),
    Row("Paolo Conte – Via con me (Audio Ufficiale)", "Paolo Conte", "Via con me"),
    Row("Mina - Se telefonando (Remastered)", "Mina", "Se telefonando (Remastered)"),
    Row(
      "Franco Battiato: La cura [Videoclip ufficiale]", by: "Franco Battiato", "Franco Battiato",
      "La cura"),
    Row(
      "Fabrizio De André - Bocca di Rosa (dal vivo)", "Fabrizio De André",
      "Bocca di Rosa (dal vivo)"),
    Row("Phoenix - Andrii Popa (Videoclip oficial)", "Phoenix", "Andrii Popa"),
    Row("Maria Tănase – Ciuleandra (versuri)", "Maria Tănase", "Ciuleandra"),
    Row("Manel - Teresa Rampell (Videoclip oficial)", "Manel", "Teresa Rampell"),
  ]

  static let northern: [Row] = [
    Row("Doe Maar - Smoorverliefd (Officiële Videoclip)", "Doe Maar", "Smoorverliefd"),
    Row("Boudewijn de Groot – Avond (songtekst)", "Boudewijn de Groot", "Avond"),
    Row("Kent - Dom andra (Officiell video)", "Kent", "Dom andra"),
    Row(
      "Veronica Maggio – Jag kommer (Lyric video)", by: "VeronicaMaggioVEVO", "Veronica Maggio",
      "Jag kommer"),
    Row("Håkan Hellström - Ramlar (Live på Ullevi)", "Håkan Hellström", "Ramlar (Live på Ullevi)"),
    Row("Lykke Li « I Follow Rivers »", by: "Lykke Li", "Lykke Li", "I Follow Rivers"),
    Row("Röyksopp – Eple (Offisiell video)", "Röyksopp", "Eple"),
    Row("Kashmir - Rocket Brothers (Officiel musikvideo)", "Kashmir", "Rocket Brothers"),
    Row("Haloo Helsinki! - Beibi (Virallinen musiikkivideo)", "Haloo Helsinki!", "Beibi"),
    Row("Apulanta - Anna mulle piiskaa (sanat)", "Apulanta", "Anna mulle piiskaa"),
    Row("Sigur Rós - Hoppípolla [Official Video]", by: "sigur rós", "Sigur Rós", "Hoppípolla"),
    Row("Mari Boine: Gula Gula", by: "Mari Boine - Topic", "Mari Boine", "Gula Gula"),
  ]

  static let eastern: [Row] = [
    Row("Dawid Podsiadło - Nieznajomy (Oficjalny teledysk)", "Dawid Podsiadło", "Nieznajomy"),
    Row(
      "Myslovitz – Długość dźwięku samotności (Official Video)", "Myslovitz",
      "Długość dźwięku samotności"),
    Row("Kult - Polska [OFFICIAL VIDEO]", by: "KultVEVO", "Kult", "Polska"),
    Row("Maanam - Krakowski spleen (tekst)", "Maanam", "Krakowski spleen"),
    Row("Hey – Teksański (Oficjalne Wideo)", "Hey", "Teksański"),
    Row("Karel Gott - Lady Karneval (Oficiální video)", "Karel Gott", "Lady Karneval"),
    Row("Kabát – Malá dáma (oficiální klip)", "Kabát", "Malá dáma"),
    Row(
      "Tublatanka - Skúsime to cez vesmír (oficiálny videoklip)", "Tublatanka",
      "Skúsime to cez vesmír"),
    Row(
      "Quimby - Most múlik pillanatnyi szerelmem (Hivatalos videoklip)", "Quimby",
      "Most múlik pillanatnyi szerelmem"),
    Row("Omega – Gyöngyhajú lány (dalszöveggel)", "Omega", "Gyöngyhajú lány"),
    Row("Oliver Dragojević - Cesarica (Službeni video)", "Oliver Dragojević", "Cesarica"),
    Row("Bijelo dugme - Lipe cvatu (tekst)", "Bijelo dugme", "Lipe cvatu"),
    Row("Severina – Krivi spoj (Official Video HD)", by: "Severina", "Severina", "Krivi spoj"),
    Row("Sezen Aksu - Gülümse (Resmi Video)", "Sezen Aksu", "Gülümse"),
    Row("Barış Manço – Dönence (Şarkı Sözleri)", "Barış Manço", "Dönence"),
    Row("Duman - Senden Daha Güzel [Sözleri]", "Duman", "Senden Daha Güzel"),
    Row("Tarkan – Şımarık (Resmi Video Klip)", by: "Tarkan", "Tarkan", "Şımarık"),
    Row("Athena | Kafama Göre (Official Video)", by: "Athena", "Athena", "Kafama Göre"),
    Row("Mabel Matiz - Öyle Kolaysa (Canlı)", "Mabel Matiz", "Öyle Kolaysa (Canlı)"),
  ]

  static let cyrillicAndGreek: [Row] = [
    Row("Щурците - Вкусът на времето (Официално видео)", "Щурците", "Вкусът на времето"),
    Row("Земфира – Искала (Официальное видео)", by: "Земфира", "Земфира", "Искала"),
    Row("Би-2 - Полковнику никто не пишет (текст песни)", "Би-2", "Полковнику никто не пишет"),
    Row(
      "Виктор Цой и группа Кино «Звезда по имени Солнце» (Официальный клип)",
      "Виктор Цой и группа Кино", "Звезда по имени Солнце"),
    Row("Аквариум — Город золотой (аудио)", "Аквариум", "Город золотой"),
    Row("Сплин - Выхода нет (Live)", "Сплин", "Выхода нет (Live)"),
    Row(
      "Алла Пугачёва: Миллион алых роз", by: "Алла Пугачёва", "Алла Пугачёва", "Миллион алых роз"),
    Row("Би-2 и Чичерина - Мой рок-н-ролл (Премьера клипа)", "Би-2 и Чичерина", "Мой рок-н-ролл"),
    Row("ДДТ – Что такое осень | Официальный клип", "ДДТ", "Что такое осень"),
    Row("03. Агата Кристи - Опиум для никого", "Агата Кристи", "Опиум для никого", track: 3),
    Row("Скрябін - Старі фотографії (Офіційне відео)", "Скрябін", "Старі фотографії"),
    Row("Один в каное - У мене немає дому (аудіо)", "Один в каное", "У мене немає дому"),
    Row("Kalush feat. Skofka - Отака краля (Прем'єра кліпу)", "Kalush feat. Skofka", "Отака краля"),
    Row("The Hardkiss - Журавлі [Офіційний кліп]", by: "THE HARDKISS", "The Hardkiss", "Журавлі"),
    Row("Воплі Відоплясова «Весна»", by: "Воплі Відоплясова", "Воплі Відоплясова", "Весна"),
    Row("Γιώργος Νταλάρας - Σ' αγαπώ (Στίχοι)", "Γιώργος Νταλάρας", "Σ' αγαπώ"),
    Row(
      "Μάνος Χατζιδάκις – Χάρτινο το φεγγαράκι (Official Audio)", "Μάνος Χατζιδάκις",
      "Χάρτινο το φεγγαράκι"),
    Row(
      "Ελευθερία Αρβανιτάκη: Μένω εκτός (Επίσημο Βίντεο Κλιπ)", by: "Ελευθερία Αρβανιτάκη",
      "Ελευθερία Αρβανιτάκη", "Μένω εκτός"),
    Row(
      "Σωκράτης Μάλαμας - Πριγκιπέσα (Ζωντανή ηχογράφηση)", "Σωκράτης Μάλαμας",
      "Πριγκιπέσα (Ζωντανή ηχογράφηση)"),
  ]
}
