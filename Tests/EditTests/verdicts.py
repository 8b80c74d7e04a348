"""What readers find wrong with an edit: the library, and programs of other people."""

import collections

from compare import Fault
from fields import FIELDS

# What exiftool calls the fields in all kinds of tag, and the dates that ID3v2.4 has in one frame.
EXIFTOOL_FIELDS = set(
    """Title Artist Album AlbumArtist Band Year Date Time RecordingTime ContentCreateDate DateCreated Genre Track
    OriginalReleaseYear OriginalReleaseTime RecordingDates TrackNumber PartOfSet DiskNumber DiscNumber Disc Tracknumber Discnumber Albumartist Author Name Product GenreID
    Product TrackID Dates RecordingDate Date/Time""".split()
)


def by_reading(before, after, edit, cover):
    """What the library itself reads."""
    if "error" in before:
        return []
    if "error" in after:
        return [Fault("unread", f"the library cannot read the file any more: {after['error']}")]
    faults = []
    for key in FIELDS:
        if key in edit:
            if after.get(key) != edit[key]:
                faults.append(Fault("unread", "the library" + _after_a_removal(edit[key]), key))
        elif after.get(key) != before.get(key):
            verdict = _verdict(before.get(key), after.get(key))
            faults.append(
                Fault(verdict, "the library reads a field that was not edited as another value", key)
            )
    if cover and not after.get("hasCover"):
        faults.append(Fault("unread", "the library: cover"))
    if not cover and bool(after.get("hasCover")) != bool(before.get("hasCover")):
        verdict = "lost" if before.get("hasCover") else "added"
        faults.append(Fault(verdict, "the library: the cover, which was not edited"))
    if after.get("format") != before.get("format"):
        faults.append(Fault("damaged", "the library reads another format"))
    if abs((after.get("durationMilliseconds") or 0) - (before.get("durationMilliseconds") or 0)) > 10:
        faults.append(Fault("damaged", "the library reads another length"))
    return faults


def by_mutagen(before, after, edit, cover, read):
    """What mutagen reads; `read` is what the library read before the edit."""
    if before.error:
        return []
    if after.error:
        return [Fault("damaged", f"mutagen cannot read the file any more: {after.error}")]
    faults = []
    if before.length and abs(before.length - after.length) > 0.01:
        faults.append(Fault("damaged", "mutagen reads another length"))
    if not before.fields and not before.others:
        return faults  # It saw no tag: the comparison of tags judges the new one.
    for key in FIELDS:
        if key in edit:
            if after.fields and not _says(after, key, edit[key]):
                faults.append(Fault("unread", "mutagen" + _after_a_removal(edit[key]), key))
        elif after.fields.get(key) != before.fields.get(key) and not _is_excused(key, before, after, read):
            verdict = _verdict(before.fields.get(key), after.fields.get(key))
            faults.append(Fault(verdict, "mutagen reads a field that was not edited as another value", key))
    for key in sorted(before.others.keys() | after.others.keys()):
        is_new_cover = cover and key.startswith(("picture 3", "picture 0"))
        if before.others.get(key) != after.others.get(key) and not is_new_cover:
            verdict = "lost" if key in before.others else "added"
            faults.append(Fault(verdict, "mutagen reads another entry", key.split(":")[0]))
    return faults


def _says(after, key, value):
    # RX and CR are short for Remix and Cover in ID3.
    if key == "genre" and (value in ("RX", "CR") or value in (after.genres or [])):
        return True
    return after.says(key) == ([] if value is None else [f"{value:04}" if key == "year" else str(value)])


def _is_excused(key, before, after, read):
    """Whether mutagen reads another value for a reason of its own."""
    if key == "genre" and after.genres and after.genres == before.genres:
        return True  # numbers of genres, with and without brackets
    if key == "year" and key not in before.fields:
        return True  # a date that it could not read before
    # A copy from ID3v1, whose encoding the library may know better.
    return not before.has_id3v2 and after.says(key) == [str(read.get(key))]


def by_slow_readers(before, after, edit):
    faults = []
    if before[0] and not after[0]:
        faults.append(Fault("damaged", "ffprobe cannot read the file any more"))
    elif before[0]:
        streams = [
            [
                (one.get("codec_name"), one.get("sample_rate"), one.get("channels"))
                for one in found[0]["streams"]
                if one.get("codec_type") == "audio"
            ]
            for found in (before, after)
        ]
        if streams[0] != streams[1]:
            faults.append(Fault("damaged", "ffprobe finds other streams"))
        tags = _lower(after[0]["format"].get("tags", {}))
        for stream in after[0]["streams"]:
            tags = {**_lower(stream.get("tags", {})), **tags}
        for key in ("title", "artist", "album"):
            if edit.get(key) and tags.get(key) != edit[key]:
                faults.append(Fault("unread", "ffprobe", key))
    lost = _exiftool_names(before[2]) - _exiftool_names(after[2])
    faults += [Fault("lost", "exiftool finds an entry no more", name) for name in lost]
    if before[1] != after[1]:
        faults.append(Fault("damaged", "ffmpeg finds other packets of sound"))
    for key, name in (("title", "Title"), ("artist", "Artist"), ("album", "Album")):
        if edit.get(key):
            values = [str(value) for found, value in after[2].items() if found.split(":")[1] == name]
            if edit[key] not in values and values:
                faults.append(Fault("unread", "exiftool", key))
    return faults


def _exiftool_names(found):
    """How often exiftool finds each name, without those that the edit or a newer version of ID3 may change."""
    names = collections.Counter()
    for key in found:
        group, name = key.split(":", 1)
        name = name.split("-")[0]  # without its language
        passed_over = name in EXIFTOOL_FIELDS or name.startswith(("Picture", "CoverArt", "Padding"))
        is_place = name.endswith(("Offset", "Size", "Location"))
        if not passed_over and not is_place and group not in ("File", "Vorbis", "ID3v1"):
            names[name] += 1
    return names


def _lower(tags):
    return {key.lower(): value for key, value in tags.items()}


def _after_a_removal(value):
    return " after a removal" if value is None else ""


def _verdict(before, after):
    return "lost" if not after else "added" if not before else "unread"
