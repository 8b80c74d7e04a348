"""Files that are a row of frames, with tags in front and behind: MP3 and its like."""

from generators import ape, id3, texts


def front(c, sounds, most=2, versions=(3, 4, 2), chance=0.85):
    """The tags before the sound."""
    data = b""
    if c.maybe("front ID3v2", chance):
        version = c.pick("front version", *versions)
        data += id3.id3v2(c, "front", version, sounds)
        if most > 1 and c.maybe("second ID3v2", 0.04, refusable="two tags of a kind"):
            data += id3.id3v2(c, "second", c.pick("second version", *versions), sounds)
    if most > 1 and c.maybe("APEv2 in front", 0.04):
        data += ape.apev2(c, "APEv2 in front", sounds, at_front=True)
    if c.maybe("junk before the sound", 0.06):
        data += bytes(c.random("junk size").randint(1, 400))
    return data


def back(c, sounds):
    """The tags behind the sound."""
    data = b""
    if c.maybe("junk behind the sound", 0.06):
        random = c.random("junk behind")
        data += random.choice(
            [bytes(4096), texts.junk(random, 200), b"TAG, APETAGEX and ID3 are no tags here. " + bytes(200)]
        )
    if c.maybe("APEv2 that looks like ID3v1", 0.03):
        return data + ape.traps(c, "APEv2 behind", c.random("trap"))
    if c.maybe("APEv2 behind", 0.25):
        data += ape.apev2(c, "APEv2 behind", sounds)
    if c.maybe("ID3v2 at the end", 0.02, refusable="two tags of a kind"):
        data += _appended(c, sounds)
    has_id3v1 = c.maybe("ID3v1", 0.35)
    if has_id3v1 and c.maybe("Lyrics3", 0.15):
        data += id3.lyrics3(c, "Lyrics3")
    elif has_id3v1 and c.maybe("Lyrics3 version 1", 0.04):
        data += id3.lyrics3_version1(c, "Lyrics3 version 1")
    elif has_id3v1 and c.maybe("TAG+", 0.06):
        data += id3.enhanced(c, "TAG+")
    if has_id3v1:
        data += id3.id3v1(c, "ID3v1")
    return data


def _appended(c, sounds):
    made = id3.frames(c, "end", 4, sounds)
    body = b"".join(name.encode() + id3.syncsafe(len(content)) + b"\0\0" + content for name, content in made)
    head = bytes([4, 0, 0x10]) + id3.syncsafe(len(body))
    return b"ID3" + head + body + b"3DI" + head


def mp3(c, sounds):
    sound = sounds[c.pick("sound", "mp3", "mp3 xing")]
    return "mp3", front(c, sounds) + sound + back(c, sounds)
