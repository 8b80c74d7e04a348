"""Which files an editor may refuse to change. All others are honest files, and must be changed."""

REASONS = {
    "transformed frame": "an ID3 frame is compressed, encrypted or grouped",
    "transformed tag": "an ID3v2.2 tag is compressed as a whole",
    "frame without a successor": "an ID3v2.2 frame that no later version has under any name",
    "junk in the padding": "bytes other than zero where a tag has padding",
    "damaged tag": "the sizes in a tag contradict each other",
    "two tags of a kind": "two tags of the same kind where the container allows one",
    "sizes left open": "a writer that could not seek left no sizes",
    "several streams": "streams side by side in Ogg",
    "sound on a header page": "an Ogg page has the end of the headers and the start of the sound",
    "odd chunk without padding": "a chunk of odd size before another chunk, without the byte that pads it",
    "fragments": "a fragmented MP4 file, whose parts have places of their own written in them",
    "64-bit movie atom": "a moov atom with a size of eight bytes",
    "format is only read": "a container that Tonearm lists but does not edit",
}
