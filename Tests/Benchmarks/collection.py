"""A collection of music of all formats, made up but well tagged: the same for the same size."""

import io
from pathlib import Path
from random import Random

from mutagen.id3 import ID3, TALB, TCON, TDRC, TIT2, TPE1, TPE2, TRCK

from sounds import FORMATS, sound, write_tags

WORDS = (
    "river stone lantern paper boat winter garden silver morning echo harbour velvet northern glass "
    "hollow ember violet thunder meadow copper distant mirror scarlet orchard Motörhead Björk café "
    "señorita naïve Ångström Дорога море 東京 夜 Ωmega straße").split()
TRACKS_PER_ALBUM = 10
TONES = 50
"""So many different recordings there are of each format; making one takes a while."""


def fields(random: Random, album: int, number: int) -> dict[str, str | int]:
    """What a track says of itself; those of an album agree."""
    of_album = Random(album)
    artist = " ".join(of_album.choices(WORDS, k=2)).title()
    return {
        "title": " ".join(random.choices(WORDS, k=3)).title(), "artist": artist,
        "album": " ".join(of_album.choices(WORDS, k=2)).title(), "albumArtist": artist,
        "year": of_album.randint(1950, 2025), "genre": of_album.choice(["Jazz", "Rock", "Folk"]),
        "trackNumber": number,
    }


def fill(folder: Path, count: int) -> None:
    """Makes `count` files in folders of artists and albums, of all formats in turn."""
    random = Random(count)
    for number in range(count):
        album, track = divmod(number, TRACKS_PER_ALBUM)
        format = FORMATS[album % len(FORMATS)]
        path = folder / f"artist {album // 5}/album {album}/{track + 1:02}.{format}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sound(format, hertz=200 + number % TONES))
        write_tags(path, fields(random, album, track + 1))


def fill_quickly(folder: Path, count: int) -> None:
    """Makes `count` very short MP3s."""
    random, frames = Random(count), sound("mp3")[-4000:-4]
    for number in range(count):
        album, track = divmod(number, TRACKS_PER_ALBUM)
        path = folder / f"{album // 1000}/{album}/{track + 1}.mp3"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(short_tag(fields(random, album, track + 1)) + frames + number.to_bytes(4, "big"))


def short_tag(fields: dict[str, str | int]) -> bytes:
    tag, data = ID3(), io.BytesIO()
    kinds = (TIT2, TPE1, TALB, TPE2, TDRC, TCON, TRCK)
    for kind, value in zip(kinds, fields.values(), strict=True):
        tag.add(kind(encoding=3, text=str(value)))
    tag.save(data, padding=lambda _: 0)
    return data.getvalue()
