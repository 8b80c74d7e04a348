"""The values that Tonearm edits, and what each kind of tag calls them."""

FIELDS = ["title", "artist", "album", "albumArtist", "year", "genre", "trackNumber", "discNumber"]
NUMBERS = {"year", "trackNumber", "discNumber"}

ID3V2 = {
    "TIT2": "title", "TPE1": "artist", "TALB": "album", "TPE2": "albumArtist", "TCON": "genre",
    "TRCK": "trackNumber", "TPOS": "discNumber", "TDRC": "year", "TYER": "year", "TDAT": "year",
    "TIME": "year", "TRDA": "year",
}  # fmt: skip

# Compared without case.
APE = {
    "TITLE": "title", "ARTIST": "artist", "ALBUM": "album", "ALBUM ARTIST": "albumArtist",
    "ALBUMARTIST": "albumArtist", "YEAR": "year", "GENRE": "genre", "TRACK": "trackNumber",
    "DISC": "discNumber", "COVER ART (FRONT)": "cover",
}  # fmt: skip

VORBIS = {
    "TITLE": "title", "ARTIST": "artist", "ALBUM": "album", "ALBUMARTIST": "albumArtist",
    "ALBUM ARTIST": "albumArtist", "ALBUM_ARTIST": "albumArtist", "DATE": "year", "YEAR": "year",
    "GENRE": "genre", "TRACKNUMBER": "trackNumber", "DISCNUMBER": "discNumber",
}  # fmt: skip

MP4 = {
    b"\xa9nam": "title", b"\xa9ART": "artist", b"\xa9alb": "album", b"aART": "albumArtist",
    b"\xa9day": "year", b"\xa9gen": "genre", b"gnre": "genre", b"trkn": "trackNumber",
    b"disk": "discNumber",
}  # fmt: skip

INFO = {
    b"INAM": "title", b"IART": "artist", b"IPRD": "album", b"ICRD": "year", b"IGNR": "genre",
    b"ITRK": "trackNumber", b"IPRT": "trackNumber",
}  # fmt: skip

AIFF = {b"NAME": "title", b"AUTH": "artist"}

LYRICS3 = {"ETT": "title", "EAR": "artist", "EAL": "album"}

ASF = {
    "Title": "title", "Author": "artist", "WM/AlbumTitle": "album", "WM/AlbumArtist": "albumArtist",
    "WM/Year": "year", "WM/Genre": "genre", "WM/TrackNumber": "trackNumber", "WM/PartOfSet": "discNumber",
}  # fmt: skip
