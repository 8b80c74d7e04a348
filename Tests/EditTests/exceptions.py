"""Faults that do not fail the test: those of readers that read a file in their own way, and those still to be mended.

Each is a format, the beginning of a fault, and the beginning of a choice that the file must have ("": any file).
Whatever they excuse is counted and printed; bytes and entries are judged by our own parsers in any case.
"""

# Programs that other people write, and files that they understand differently from each other.
MISREAD = [
    ("*", "damaged: ffmpeg finds other packets", "APEv2 behind", "ffmpeg counts the tag as sound"),
    ("*", "damaged: ffmpeg finds other packets", "ID3v1", "ffmpeg counts the tag as sound"),
    ("*", "damaged: ffmpeg finds other packets", "Lyrics3", "ffmpeg counts the tag as sound"),
    ("ape", "damaged: ffmpeg finds other packets", "", "ffmpeg counts the tag as sound"),
    ("mp3", "unread: mutagen", "APEv2 that looks like ID3v1", "mutagen reads the end of the tag as ID3v1"),
    ("aac", "unread: ffprobe", "ID3v1", "ffprobe reads only ID3v1, which cuts texts off"),
    ("ape", "unread: ffprobe", "ID3v1", "ffprobe reads only ID3v1, which cuts texts off"),
    ("ape", "unread: exiftool", "front ID3v2", "exiftool reads only the tag at the front"),
    ("*", "lost: exiftool finds an entry no more (Extended", "Lyrics3", "an edited field is removed from Lyrics3"),
]

# Ours, in files that contradict themselves or that a reader and we disagree about.
UNMENDED = [
    ("aiff", "", "second ID3", "two ID3 chunks under two names: which of them counts changes for mutagen"),
    ("aiff", "unread: ffprobe", "chunks before the sound", "a new tag in front of the sound that ffprobe passes over"),
    ("wav", "unread: ffprobe", "", "a second edit that ffprobe does not see"),
    ("wav", "unread: exiftool", "bext", "a second edit that exiftool does not see"),
    ("m4a", "lost: mutagen reads another entry (another picture", "covr of several", "a second covr atom goes with a new cover"),
    ("mp3", "", "front frame longer than its tag", "a damaged tag is edited instead of refused"),
]


def reason(format, fault, choices):
    """Why a fault is excused; None if it is not."""
    for formats, beginning, choice, why in MISREAD + UNMENDED:
        if formats in ("*", format) and str(fault).startswith(beginning):
            if any(name.startswith(choice) for name in choices) or not choice:
                return why
    return None
