extension SuggestionTable {
  static let japanese: [Row] = [
    Row("YOASOBI「アイドル」 Official Music Video", by: "Ayase / YOASOBI", "YOASOBI", "アイドル"),
    Row("米津玄師 MV「Lemon」", by: "Kenshi Yonezu 米津玄師", "米津玄師", "Lemon"),
    Row("あいみょん - マリーゴールド【OFFICIAL MUSIC VIDEO】", by: "あいみょん", "あいみょん", "マリーゴールド"),
    Row("King Gnu - 白日", by: "King Gnu official YouTube channel", "King Gnu", "白日"),
    Row("白日", by: "King Gnu official YouTube channel", "King Gnu", "白日"),
    Row("back number - 「高嶺の花子さん」Music Video", "back number", "高嶺の花子さん"),
    Row("RADWIMPS - 前前前世 (movie ver.) [Official Music Video]", "RADWIMPS", "前前前世 (movie ver.)"),
    Row("宇多田ヒカル『First Love』", "宇多田ヒカル", "First Love"),
    Row("【歌ってみた】千本桜 / 灯", by: "灯", "灯", "【歌ってみた】千本桜"),
    Row("「歌ってみた」千本桜", by: "灯", "灯", "「歌ってみた」千本桜"),
    Row("千本桜 / 初音ミク", "初音ミク", "千本桜"),
    Row("【Ado】うっせぇわ", by: "Ado", "Ado", "うっせぇわ"),
    Row("「きらり」Official Music Video - 藤井 風", by: "Fujii Kaze", "藤井 風", "きらり"),
    Row("サカナクション / 新宝島 -Music Video-", by: "sakanaction", "サカナクション", "新宝島"),
    Row("椎名林檎：丸ノ内サディスティック", by: "椎名林檎", "椎名林檎", "丸ノ内サディスティック"),
    Row("【公式】久石譲「Summer」", by: "久石譲公式", "久石譲", "Summer"),
    Row("Perfume 「チョコレイト・ディスコ」", "Perfume", "チョコレイト・ディスコ"),
    Row("ずっと真夜中でいいのに。『秒針を噛む』MV", "ずっと真夜中でいいのに。", "秒針を噛む"),
    Row("初音ミク – 深海少女（歌詞付き）", "初音ミク", "深海少女"),
    Row("Lemon - 米津玄師 (フル/歌詞)", by: "米津玄師", "米津玄師", "Lemon"),
    Row("ジョン・レノン - イマジン", "ジョン・レノン", "イマジン"),
    Row("空の歌 ～アコースティック～", by: "風の楽団", "風の楽団", "空の歌 ～アコースティック～"),
    Row("空の歌 -Acoustic Ver.-", by: "風の楽団", "風の楽団", "空の歌 -Acoustic Ver.-"),
    Row("風の楽団 ・ 空の歌", by: "風の楽団", "風の楽団", "空の歌"),
    Row("Lemon", by: "米津玄師 - トピック", "米津玄師", "Lemon"),
  ]

  static let korean: [Row] = [
    Row(
      "[MV] 아이유(IU) - 밤편지(Through the Night)", by: "1theK (원더케이)", "아이유(IU)",
      "밤편지(Through the Night)"),
    Row(
      "BLACKPINK - '뚜두뚜두 (DDU-DU DDU-DU)' M/V", by: "BLACKPINK", "BLACKPINK", "뚜두뚜두 (DDU-DU DDU-DU)"
    ),
    Row("NewJeans (뉴진스) 'Hype Boy' Official MV", by: "HYBE LABELS", "NewJeans (뉴진스)", "Hype Boy"),
    Row("[가사] 잔나비 - 주저하는 연인들을 위해", "잔나비", "주저하는 연인들을 위해"),
    Row("혁오 (HYUKOH) – TOMBOY [Official Audio]", "혁오 (HYUKOH)", "TOMBOY"),
    Row("태연 'INVU' 뮤직비디오", by: "SMTOWN", "태연", "INVU"),
    Row("악동뮤지션 | 200% M/V", by: "악동뮤지션", "악동뮤지션", "200%"),
    Row(
      "Red Velvet 레드벨벳 '빨간 맛 (Red Flavor)' MV", by: "SMTOWN", "Red Velvet 레드벨벳", "빨간 맛 (Red Flavor)"
    ),
    Row("이문세 - 광화문 연가 (라이브)", "이문세", "광화문 연가 (라이브)"),
    Row("BTS - Spring Day (Color Coded Lyrics Han/Rom/Eng)", "BTS", "Spring Day"),
    Row("10cm - 폰서트 (공식 뮤직비디오)", "10cm", "폰서트"),
    Row("02 심규선 - 부디.mp3", "심규선", "부디", track: 2),
  ]

  static let chinese: [Row] = [
    Row("五月天 Mayday【 知足 】Official Music Video", by: "滾石唱片 ROCK RECORDS", "五月天 Mayday", "知足"),
    Row("陳奕迅 Eason Chan - 十年 (官方MV)", "陳奕迅 Eason Chan", "十年"),
    Row("鄧麗君《月亮代表我的心》", "鄧麗君", "月亮代表我的心"),
    Row("王力宏 - 唯一【動態歌詞】", "王力宏", "唯一"),
    Row("蔡依林 Jolin Tsai《日不落》官方完整版 MV", "蔡依林 Jolin Tsai", "日不落"),
    Row("田馥甄《小幸運》Official Audio", by: "田馥甄", "田馥甄", "小幸運"),
    Row("张国荣 - 风继续吹 (高清)", "张国荣", "风继续吹"),
    Row("告五人 Accusefive【愛人錯過】Official Music Video", by: "告五人", "告五人 Accusefive", "愛人錯過"),
    Row("毛不易 — 消愁『歌词版』", "毛不易", "消愁"),
    Row("小幸運 | 田馥甄", by: "田馥甄", "田馥甄", "小幸運"),
    Row("孙燕姿：遇见", by: "孙燕姿", "孙燕姿", "遇见"),
    Row("Beyond - 海闊天空（Live)", "Beyond", "海闊天空（Live）"),
  ]

  static let southEastAsian: [Row] = [
    Row("Bodyslam - แสงสุดท้าย [Official MV]", "Bodyslam", "แสงสุดท้าย"),
    Row("ปาล์มมี่ - อยากร้องดังดัง「Official MV」", by: "GMM GRAMMY OFFICIAL", "ปาล์มมี่", "อยากร้องดังดัง"),
    Row("คิดถึง - บอดี้สแลม (เนื้อเพลง)", by: "บอดี้สแลม", "บอดี้สแลม", "คิดถึง"),
    Row(
      "SƠN TÙNG M-TP | LẠC TRÔI | OFFICIAL MUSIC VIDEO", by: "Sơn Tùng M-TP Official",
      "SƠN TÙNG M-TP", "LẠC TRÔI"),
    Row("Mỹ Linh - Tóc ngắn (Lời bài hát)", "Mỹ Linh", "Tóc ngắn"),
    Row(
      "Đen - Bài Này Chill Phết ft. MIN (M/V)", by: "Đen Vâu Official", "Đen",
      "Bài Này Chill Phết ft. MIN"),
    Row("Trịnh Công Sơn – Diễm xưa [Video Lyrics]", "Trịnh Công Sơn", "Diễm xưa"),
    Row("Khánh Ly: Một cõi đi về", by: "Khánh Ly", "Khánh Ly", "Một cõi đi về"),
    Row("Iwan Fals - Bento (Video Klip Resmi)", "Iwan Fals", "Bento"),
    Row("Sheila On 7 - Dan (Lirik)", "Sheila On 7", "Dan"),
    Row("Tulus – Monokrom (Official Lyric Video)", by: "musiktulus", "Tulus", "Monokrom"),
    Row(
      "Eraserheads - Ang Huling El Bimbo (Official Music Video)", "Eraserheads",
      "Ang Huling El Bimbo"),
  ]

  static let southAsian: [Row] = [
    Row("किशोर कुमार - मेरे सपनों की रानी (लिरिक्स)", "किशोर कुमार", "मेरे सपनों की रानी"),
    Row("मोहम्मद रफ़ी – क्या हुआ तेरा वादा (ऑडियो)", "मोहम्मद रफ़ी", "क्या हुआ तेरा वादा"),
    Row(
      "Lata Mangeshkar - Ajeeb Dastan Hai Yeh (Full Song)", "Lata Mangeshkar",
      "Ajeeb Dastan Hai Yeh"),
    Row("A. R. Rahman - Dil Se Re | Full Video Song", "A. R. Rahman", "Dil Se Re"),
    Row(
      "Arijit Singh: Channa Mereya (Lyrical)", by: "Arijit Singh", "Arijit Singh", "Channa Mereya"),
    Row("Tum Hi Ho | Aashiqui 2 | Arijit Singh", by: "T-Series", "Arijit Singh", "Tum Hi Ho"),
    Row("জেমস - তারায় তারায় (অফিসিয়াল ভিডিও)", "জেমস", "তারায় তারায়"),
    Row(
      "Nusrat Fateh Ali Khan – Afreen Afreen (Official Video)", "Nusrat Fateh Ali Khan",
      "Afreen Afreen"),
  ]

  static let rightToLeft: [Row] = [
    Row("فيروز - زهرة المدائن (كلمات)", "فيروز", "زهرة المدائن"),
    Row("كاظم الساهر – قولي أحبك (فيديو كليب رسمي)", "كاظم الساهر", "قولي أحبك"),
    Row("أم كلثوم | ألف ليلة وليلة (حفلة)", by: "أم كلثوم", "أم كلثوم", "ألف ليلة وليلة (حفلة)"),
    Row("نانسي عجرم - آه ونص (Official Music Video)", by: "Nancy Ajram", "نانسي عجرم", "آه ونص"),
    Row("ماجدة الرومي: كلمات", by: "ماجدة الرومي", "ماجدة الرومي", "كلمات"),
    Row("محمد عبده - الأماكن (الفيديو الرسمي)", "محمد عبده", "الأماكن"),
    Row("אריק איינשטיין - אני ואתה (מילים)", "אריק איינשטיין", "אני ואתה"),
    Row("שלמה ארצי – תתארו לכם (הקליפ הרשמי)", "שלמה ארצי", "תתארו לכם"),
    Row("עברי לידר | זכיתי לאהוב (קליפ)", by: "עברי לידר", "עברי לידר", "זכיתי לאהוב"),
    Row("יהודית רביץ - סליחות (בהופעה חיה)", "יהודית רביץ", "סליחות (בהופעה חיה)"),
    Row("گوگوش - پل (موزیک ویدیو)", "گوگوش", "پل"),
    Row("محسن نامجو – ترنج (ویدیوی رسمی)", "محسن نامجو", "ترنج"),
  ]
}
