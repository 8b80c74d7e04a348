"""The media files, made once by ffmpeg: a chord in every format, pictures, and things that are neither."""

import os
import random
import shutil
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path

VERSION = "v3"  # raise it when a recipe below changes

CHORD = "|".join(f"0.3*sin({hertz}*2*PI*t)*(1-t/60)" for hertz in (220, 277.2))
AUDIO = {
    "direct.mp3": ["-c:a", "libmp3lame", "-b:a", "128k", "-metadata", "title=Tag inside the file"],
    "direct.m4a": ["-c:a", "aac", "-b:a", "128k", "-movflags", "+faststart"],
    "direct.opus": ["-c:a", "libopus", "-b:a", "96k"],
    "direct.flac": ["-c:a", "flac"],
    "direct.aiff": ["-c:a", "pcm_s16be"],
    "direct.wma": ["-c:a", "wmav2", "-f", "asf"],
    "direct.flv": ["-c:a", "libmp3lame", "-b:a", "128k"],
    "direct.ac3": ["-c:a", "ac3"],
    "direct.eac3": ["-c:a", "eac3"],
    "direct.au": ["-c:a", "pcm_s16be"],
    "direct.mpg": ["-c:a", "mp2", "-f", "mpeg"],
    "hls/audio.m3u8": ["-c:a", "aac", "-f", "hls", "-hls_time", "2", "-hls_playlist_type", "vod"],
}
PICTURES = {  # wide, square and odd-sized, in the three formats that sites send
    "cover.jpg": "gradients=s=1280x720:c0=0x264653:c1=0xe76f51:x0=0:y0=0:x1=1280:y1=720",
    "cover.png": "gradients=s=600x600:c0=0x1d3557:c1=0xa8dadc:x0=0:y0=0:x1=600:y1=600",
    "cover.webp": "gradients=s=641x479:c0=0x588157:c1=0xf4d35e:x0=0:y0=0:x1=641:y1=479",
    "cover-pixel.png": "color=c=red:s=2x2,format=rgb24,crop=1:1",
    "cover-strip.png": "gradients=s=600x2",
    "cover-blank.png": "color=c=white:s=600x600",
}


def prepare(folder: Path) -> Path:
    """The folder with all files. Several sites may prepare the same one: the first rename wins."""
    ready = folder / VERSION
    if ready.is_dir():
        return ready
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        made = Path(scratch) / VERSION
        make_all(made)
        try:
            made.rename(ready)
        except OSError:
            if not ready.is_dir():
                raise
    return ready


def make_all(folder: Path) -> None:
    (folder / "hls").mkdir(parents=True)
    sound = f"aevalsrc={CHORD}:s=44100"
    ffmpeg(["-f", "lavfi", "-t", "6", "-i", sound], AUDIO, folder)
    ffmpeg(["-f", "lavfi", "-t", "30", "-i", sound], {"long.mp3": AUDIO["direct.mp3"]}, folder)
    for name, recipe in PICTURES.items():
        ffmpeg(["-f", "lavfi", "-i", recipe], {name: ["-frames:v", "1"]}, folder)
    ffmpeg(
        ["-f", "lavfi", "-t", "2", "-i", "color=c=teal:s=320x180"],
        {"no-audio.mp4": ["-c:v", "mpeg4"]}, folder)
    (folder / "random.mp3").write_bytes(os.urandom(200_000))
    (folder / "empty.mp3").touch()
    (folder / "cover-broken.jpg").write_bytes(b"\xff\xd8\xff\xe0" + os.urandom(20_000))
    (folder / "cover-huge.png").write_bytes(black_png(10_000, 10_000))
    shutil.copyfile(folder / "direct.m4a", folder / "mislabelled.mp3")
    shutil.copyfile(folder / "cover.jpg", folder / "cover-shouted.JPG")
    for name, data in flawed((folder / "direct.mp3").read_bytes()).items():
        (folder / name).write_bytes(data)


def flawed(sound: bytes) -> dict[str, bytes]:
    """MP3s that programs play although not all in them is sound."""
    middle = len(sound) // 2
    stray = random.Random(7).randbytes(3000)
    text = b"From www.example.org, with the words of the song behind the sound\n" * 30
    tag = b"ID3\x04\0\0" + bytes([0, 0, 8, 0]) + b"TIT2\0\0\0\x02\0\0\x03x" + bytes(1012)
    return {
        "flawed-zeros.mp3": sound + bytes(4096),
        "flawed-middle.mp3": sound[:middle] + stray + sound[middle:],
        "flawed-text.mp3": sound + text,
        "flawed-tag.mp3": sound + tag,
        "flawed-spliced.mp3": sound[:middle] + sound[:middle],
        "mostly-noise.mp3": sound[:20_000] + random.Random(7).randbytes(80_000),
    }


def ffmpeg(source: list[str], outputs: dict[str, list[str]], folder: Path) -> None:
    command = ["ffmpeg", "-nostdin", "-v", "error", "-bitexact", *source]
    for name, recipe in outputs.items():
        command += [*recipe, str(folder / name)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def black_png(width: int, height: int) -> bytes:
    """A tiny file that unpacks to width × height pixels, one bit each."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = bytes(1 + (width + 7) // 8)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
            + chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b""))
