"""Files of every container that a library may hold, put together by raw bytes."""

from choices import Choices
from generators import asf, chunks, ends, flac, mp4, ogg, others
from sample import Sample

# How to make a file of each format, and how many of 100 files have it.
FORMATS = {
    "mp3": (ends.mp3, 30),
    "flac": (flac.flac, 14),
    "m4a": (mp4.m4a, 16),
    "ogg": (ogg.ogg, 8),
    "opus": (ogg.opus, 7),
    "oga": (ogg.oga, 3),
    "wav": (chunks.wav, 11),
    "aiff": (chunks.aiff, 7),
    "aac": (others.aac, 1),
    "tta": (others.tta, 1),
    "wv": (others.wv, 1),
    "ape": (others.ape_file, 1),
    "wma": (asf.wma, 1),
    "mka": (others.mka, 0.5),
}


def format_of(seed):
    choices = Choices(seed)
    names = list(FORMATS)
    return choices.random("format").choices(names, [FORMATS[name][1] for name in names])[0]


def generate(seed, sounds, without=(), format=None):
    """The file that belongs to a seed, less the choices in `without`."""
    format = format or format_of(seed)
    choices = Choices(seed, without)
    suffix, data = FORMATS[format][0](choices, sounds)
    return Sample(format, suffix, data, seed, choices.made, choices.refusable)
