"""Short sounds in every format, made once per session by ffmpeg, from which all files are put together."""

import random
import subprocess

# Name: suffix and options of ffmpeg.
SOUNDS = {
    "mp3": ("mp3", "-c:a libmp3lame -b:a 64k -write_id3v1 0 -id3v2_version 0 -write_xing 0"),
    "mp3 xing": ("mp3", "-c:a libmp3lame -q:a 6 -write_id3v1 0 -id3v2_version 0 -write_xing 1"),
    "flac": ("flac", "-c:a flac"),
    "vorbis": ("ogg", "-c:a libvorbis -q:a 0 -page_duration 100000"),
    "opus": ("opus", "-c:a libopus -b:a 24k -page_duration 100000"),
    "oggflac": ("oga", "-c:a flac -f ogg -page_duration 100000"),
    "aac": ("m4a", "-c:a aac -b:a 48k"),
    "aac first": ("m4a", "-c:a aac -b:a 48k -movflags +faststart"),
    "alac": ("m4a", "-c:a alac"),
    "aac fragments": (
        "m4a",
        "-c:a aac -b:a 48k -movflags +frag_keyframe+empty_moov+default_base_moof -frag_duration 150000",
    ),
    "aac old fragments": (
        "m4a",
        "-c:a aac -b:a 48k -movflags +frag_keyframe+empty_moov -frag_duration 150000",
    ),
    "pcm": ("wav", "-c:a pcm_s16le -fflags +bitexact"),
    "pcm 24": ("wav", "-c:a pcm_s24le -fflags +bitexact"),
    "aiff": ("aiff", "-c:a pcm_s16be -fflags +bitexact"),
    "aifc": ("aiff", "-c:a pcm_s16le -fflags +bitexact"),
    "adts": ("aac", "-c:a aac -b:a 48k -f adts"),
    "wma": ("wma", "-c:a wmav2 -b:a 48k"),
    "wavpack": ("wv", "-c:a wavpack"),
    "tta": ("tta", "-c:a tta"),
    "mka": ("mka", "-c:a libvorbis -q:a 0"),
}


def make_sounds(folder):
    """Makes those that the folder does not have yet; returns the bytes of all by name."""
    folder.mkdir(parents=True, exist_ok=True)
    sounds = {}
    for name, (suffix, options) in SOUNDS.items():
        path = folder / f"{name.replace(' ', '-')}.{suffix}"
        if not path.exists():
            new = folder / f"new-{path.name}"
            subprocess.run(
                ["ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "lavfi"]
                + ["-i", "sine=frequency=440:duration=0.6:sample_rate=22050", "-map_metadata", "-1"]
                + options.split()
                + [str(new)],
                check=True,
            )
            new.rename(path)
        sounds[name] = path.read_bytes()
    sounds["jpeg"] = _picture(folder / "cover.jpg")
    sounds["png"] = _picture(folder / "cover.png")
    # Larger than a page of Ogg and than all padding. What follows the end of a JPEG is passed over.
    sounds["large jpeg"] = sounds["jpeg"] + random.Random(0).randbytes(150_000)
    return sounds


def _picture(path):
    if not path.exists():
        subprocess.run(
            ["ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc=size=16x16:rate=1"]
            + ["-frames:v", "1", str(path)],
            check=True,
        )
    return path.read_bytes()
