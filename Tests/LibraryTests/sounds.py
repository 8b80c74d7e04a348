"""Audio files of every format, and their tags as mutagen has them."""

import base64
import io
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import mutagen
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, ID3, TIT2, Frames
from mutagen.mp4 import MP4, MP4Cover

FORMATS = ("mp3", "flac", "m4a", "ogg", "opus", "wav", "aiff")
SOX_FORMATS = ("mp3", "flac", "ogg", "wav", "aiff")
"""Those that sox writes, too, each a little differently than ffmpeg."""

SECONDS = 2
FIELDS = {
    "title": ("TIT2", "\xa9nam", "title"),
    "artist": ("TPE1", "\xa9ART", "artist"),
    "album": ("TALB", "\xa9alb", "album"),
    "albumArtist": ("TPE2", "aART", "albumartist"),
    "year": ("TDRC", "\xa9day", "date"),
    "genre": ("TCON", "\xa9gen", "genre"),
    "trackNumber": ("TRCK", "trkn", "tracknumber"),
    "discNumber": ("TPOS", "disk", "discnumber"),
}
"""What a field is called in ID3, in MP4 and in Vorbis comments."""
NUMBERS = ("year", "trackNumber", "discNumber")

Value = str | int | None


@cache
def sound(format: str, maker: str = "ffmpeg", hertz: int = 440) -> bytes:
    """A file of a tone, without any tag that says what it is."""
    with TemporaryDirectory() as folder:
        path = f"{folder}/sound.{format}"
        tone = f"sine=frequency={hertz}:sample_rate=48000:duration={SECONDS}"
        ffmpeg = ["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", tone, "-ac", "2", path]
        sox = ["sox", "-R", "-n", "-r", "48000", "-c", "2", "-b", "16", path,
               "synth", str(SECONDS), "sine", str(hertz)]
        codec = ["-c:a", "libvorbis"] if format == "ogg" else []
        command = sox if maker == "sox" else [*ffmpeg[:-1], *codec, path]
        subprocess.run(command, check=True)
        return Path(path).read_bytes()


@cache
def picture(color: str, side: int = 300) -> bytes:
    """A JPEG of one colour."""
    command = ["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", f"color={color}:{side}x{side}",
               "-frames:v", "1", "-f", "image2pipe", "-c:v", "mjpeg", "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout


def titled(title: str, audio: int = 0) -> bytes:
    """A short MP3 of that title, quickly made; another number is other audio."""
    tag, data = ID3(), io.BytesIO()
    tag.add(TIT2(encoding=3, text=title))
    tag.save(data, padding=lambda _: 0)
    return data.getvalue() + sound("mp3")[-4000:-4] + audio.to_bytes(4, "big")


def title(path: Path) -> str:
    """The title of an MP3."""
    return str(ID3(path)["TIT2"])


def write_tags(path: Path, fields: Mapping[str, Value], cover: bytes | None = None) -> None:
    """Writes `fields`, and a JPEG as the cover, as others than Tonearm do."""
    file = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    for field, value in fields.items():
        frame, atom, comment = FIELDS[field]
        if isinstance(file.tags, ID3):
            file.tags.add(Frames[frame](encoding=3, text=str(value)))
        elif isinstance(file, MP4):
            is_pair = atom in ("trkn", "disk")
            file.tags[atom] = [(value, 0) if is_pair else str(value)]
        else:
            file.tags[comment] = str(value)
    if cover:
        add_cover(file, cover)
    file.save()


def add_cover(file: mutagen.FileType, data: bytes) -> None:
    picture = Picture()
    picture.data, picture.mime, picture.type = data, "image/jpeg", 3
    if isinstance(file.tags, ID3):
        file.tags.add(APIC(encoding=3, mime="image/jpeg", type=3, data=data))
    elif isinstance(file, MP4):
        file.tags["covr"] = [MP4Cover(data, MP4Cover.FORMAT_JPEG)]
    elif isinstance(file, FLAC):
        file.add_picture(picture)
    else:
        file.tags["metadata_block_picture"] = base64.b64encode(picture.write()).decode()


def read_tags(path: Path) -> dict[str, Value]:
    """All of the fields; None for those that the file does not have."""
    file = mutagen.File(path)
    return {field: read_tag(file, field) for field in FIELDS}


def read_tag(file: mutagen.FileType, field: str) -> Value:
    frame, atom, comment = FIELDS[field]
    is_id3, is_mp4 = isinstance(file.tags, ID3), isinstance(file, MP4)
    name = frame if is_id3 else atom if is_mp4 else comment
    if name not in file.tags:
        return None
    found = file.tags[name]
    value = found.text if is_id3 else found
    assert len(value) == 1, f"{field} is there {len(value)} times"
    value = value[0][0] if isinstance(value[0], tuple) else str(value[0])
    return int(value) if field in NUMBERS else value


def read_covers(path: Path) -> list[bytes]:
    file = mutagen.File(path)
    if isinstance(file.tags, ID3):
        return [frame.data for frame in file.tags.getall("APIC")]
    if isinstance(file, MP4):
        return [bytes(cover) for cover in file.tags.get("covr", [])]
    if isinstance(file, FLAC):
        return [picture.data for picture in file.pictures]
    blocks = file.tags.get("metadata_block_picture", [])
    return [Picture(base64.b64decode(block)).data for block in blocks]


def heard(path: Path) -> str:
    """A digest of what a listener hears: every sample, decoded."""
    command = ["ffmpeg", "-nostdin", "-v", "error", "-i", path, "-map", "0:a", "-f", "md5", "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
