"""The rule that every edit must keep.

Outside the tags every byte stays. Inside, every entry that was not edited keeps its key, its value and its place
among the others. The one exception: ID3v2.2 and 2.3 may become 2.4, with every frame.
The edited field says the new value, or nothing where it was removed, in every tag of the file that has it.
"""

import base64
import collections
from dataclasses import dataclass

from parsers import id3


@dataclass(frozen=True, order=True)
class Fault:
    # lost, added, damaged (outside the tags), stale (a tag still says the old value), unread (the new value or
    # another is read wrongly), refused (an honest file).
    verdict: str
    what: str
    # The entry or field that it happened to, where it could have been another one.
    detail: str = ""

    def __str__(self):
        return f"{self.verdict}: {self.what}" + (f" ({self.detail})" if self.detail else "")


# Parts that make a tag possible where there was none.
ADDED_WITH_A_TAG = {"moov/udta/meta/hdlr", "moov/udta/meta starts with"}


def compare(old, new, edit, cover=None, read=None):
    """What is wrong with the layout `new` that an edit made of `old`.

    `edit` has the new value of each edited field, None for a removed one; `cover` is the new picture, and `read`
    what the library read of the old file.
    """
    faults = _outside(old, new)
    faults += [Fault("damaged", problem) for problem in new.problems if problem not in old.problems]
    edited = set(edit) | ({"cover", "perhaps cover"} if cover else set())
    for tag in old.tags:
        counterpart = new.tag(tag.kind)
        if counterpart:
            faults += _unedited(tag, counterpart, edited)
        elif tag.kind == "ID3v1" or any(entry.field not in edited for entry in tag.entries):
            faults.append(Fault("lost", f"{tag.kind}: the whole tag"))
    order = [tag.kind for tag in new.tags if old.tag(tag.kind)]
    if new.ordered and order != [tag.kind for tag in old.tags if new.tag(tag.kind)]:
        faults.append(Fault("damaged", "the tags are in another order"))
    for tag in new.tags:
        if not old.tag(tag.kind):
            faults += _copied(old, tag, edited, read or {})
    for field, value in edit.items():
        faults += _edited(old, new, field, value)
    if cover:
        faults += _cover(old, new, cover)
    return faults


def _outside(old, new):
    had_meta = any(label.startswith("moov/udta/meta") for label, _ in old.outside)
    found = [part for part in new.outside if had_meta or part[0] not in ADDED_WITH_A_TAG]
    if found == old.outside:
        return []
    faults = []
    missing, extra = _difference(old.outside, found)
    by_label = collections.Counter(label for label, _ in extra)
    for label, data in missing:
        if by_label[label]:
            by_label[label] -= 1
            faults.append(Fault("damaged", f"{label}: its bytes changed"))
        else:
            faults.append(Fault("damaged", f"{label}: gone"))
    faults += [Fault("damaged", f"{label}: new") for label, count in by_label.items() if count > 0]
    return faults or [Fault("damaged", "the parts outside the tags are in another order")]


def _difference(old, new):
    missing, extra = collections.Counter(old), collections.Counter(new)
    return list((missing - extra).elements()), list((extra - missing).elements())


def _unedited(old, new, edited):
    """What became of the entries that were not edited."""
    faults = []
    if new.version != old.version and (new.version != 4 or old.version not in (2, 3)):
        faults.append(Fault("damaged", f"{old.kind}: version {old.version} became {new.version}"))
    found = [_signature(entry) for entry in new.entries if entry.field not in edited]
    before = [_signature(entry) for entry in old.entries if entry.field not in edited]
    if found == before:
        return faults
    if new.version != old.version and "year" not in edited:
        joined = [
            _signature(entry, True)
            for entry in id3.with_joined_dates(old.entries)
            if entry.field not in edited
        ]
        found_joined = [_signature(entry, True) for entry in new.entries if entry.field not in edited]
        if found_joined == joined:
            return faults
        if any(key == "TDRC" for key, *_ in found_joined):
            before, found = joined, found_joined
    missing, extra = _difference(before, found)
    if not missing and not extra:
        return faults + [Fault("damaged", f"{old.kind}: the entries are in another order")]
    kind = old.kind if old.version is None else f"{old.kind}.{old.version}"
    for key, value, flags in missing:
        match = next((entry for entry in extra if entry[0] == key), None)
        if match:
            extra.remove(match)
            changed = "value" if match[1] != value else "flags"
            faults.append(Fault("lost", f"{kind}: the {changed} of an entry", key))
        else:
            faults.append(Fault("lost", f"{kind}: {key}" + (" (empty)" if not value.strip(b"\0") else "")))
    return faults + [Fault("added", f"{kind}: an entry that was not edited", key) for key, *_ in extra]


def _signature(entry, dates_by_text=False):
    value = entry.value
    if dates_by_text and entry.key == "TDRC":
        value = "\0".join(entry.texts).encode()
    return (entry.key, value, entry.flags)


def _copied(old, tag, edited, read):
    """A tag that the file did not have may say again what other tags of the file say, and nothing else."""
    faults = []
    for entry in tag.entries:
        if entry.field in edited or entry.key == "(vendor)" or not entry.value.strip(b"\0"):
            continue
        if tag.kind == "ID3v1":
            known = entry.value == b"\xff"
        elif entry.field in ("cover", "perhaps cover"):
            known = any(entry.field == other.field for others in old.tags for other in others.entries)
        else:
            said = [_plain(entry.field, text) for text in entry.texts]
            known = entry.field is not None and all(
                text in _said(old, entry.field) or text == str(read.get(entry.field)) for text in said
            )
        if not known:
            faults.append(Fault("added", f"{tag.kind} (new): an entry that no other tag has", entry.key))
    return faults


def _said(layout, field):
    """All that the tags of a file say of a field, and several values as one text."""
    said = set()
    for tag in layout.tags:
        entries = [entry for entry in tag.entries if entry.field == field]
        texts = [text for entry in entries for text in entry.texts]
        if tag.kind in ("ID3v1", "TAG+"):
            texts = [reading for entry in entries for reading in _readings(entry.value)]
            if field == "genre" and tag.kind == "ID3v1":
                texts = [GENRES[entry.value[0]] for entry in entries if entry.value[0] < len(GENRES)]
            elif field == "trackNumber":
                texts = [str(entry.value[0]) for entry in entries]
        said |= {_plain(field, text) for text in texts} | {"; ".join(texts)}
    return said


def _plain(field, text):
    text = text.strip("\0 ")
    if field == "year":
        return text[:4]
    if field in ("trackNumber", "discNumber"):
        number = text.split("/")[0]
        return str(int(number)) if number.isascii() and number.isdigit() else text
    return text


def _readings(value):
    return [value.decode(name, "ignore").strip("\0 ") for name in ("utf-8", "latin-1", "cp1251")]


def _edited(old, new, field, value):
    """Whether every tag that has the field says the new value, and one has it."""
    faults, holders = [], 0
    for tag in new.tags:
        entries = [entry for entry in tag.entries if entry.field == field]
        if tag.kind in ("ID3v1", "TAG+"):
            faults += [
                Fault("stale", tag.kind, field)
                for entry in entries
                if not _fits_version1(field, entry.value, value)
            ]
            continue
        for entry in entries:
            says = [_plain(field, text) for text in entry.texts]
            if value is None:
                if any(says):
                    faults.append(Fault("stale", f"{_name(tag)} after a removal", entry.key))
            elif says != [str(value) if field != "year" else f"{value:04}"]:
                faults.append(Fault("stale", _name(tag), entry.key))
            else:
                holders += 1
        if len(entries) > 1 and value is not None and len({entry.key for entry in entries}) < len(entries):
            faults.append(Fault("stale", f"{_name(tag)}: an entry more than once", entries[0].key))
        faults += _totals(old, tag, field, value, entries)
    if value is not None and not holders:
        faults.append(Fault("unread", "no tag has the new value", field))
    return faults


def _totals(old, tag, field, value, entries):
    """A new track number keeps the total that stood behind the old one."""
    before = old.tag(tag.kind)
    if field not in ("trackNumber", "discNumber") or value is None or not before or not entries:
        return []
    totals = {
        text.split("/")[1]
        for entry in before.entries
        if entry.field == field
        for text in entry.texts
        if "/" in text
    }
    kept = {text.split("/")[1] for entry in entries for text in entry.texts if "/" in text}
    return [Fault("lost", f"{_name(tag)}: the total behind a number", field)] if totals - kept else []


def _fits_version1(field, data, value):
    """Whether 30 bytes say as much of the new value as they can, or nothing."""
    if field == "genre" and len(data) == 1:
        return data[0] >= len(GENRES) or GENRES[data[0]].casefold() == str(value).casefold()
    if field == "trackNumber":
        return data[0] == (value if value is not None and value < 256 else 0) or data[0] == 0
    said = data.rstrip(b"\0 ")
    if not said or value is None:
        return not said
    whole = f"{value:04}" if field == "year" else value
    forms = [
        whole.encode(name, errors)
        for name in ("latin-1", "utf-8", "cp1252")
        for errors in ("replace", "ignore")
    ]
    # A character of several bytes may be cut off whole.
    return any(
        form.rstrip(b" ").startswith(said) and (len(said) >= len(data) - 4 or said == form.rstrip(b" "))
        for form in forms
    )


def _cover(old, new, cover):
    faults, holders = [], 0
    for tag in new.tags:
        for entry in tag.entries:
            if entry.field == "cover":
                if cover in entry.value or _has_encoded(entry.value, cover):
                    holders += 1
                else:
                    faults.append(Fault("stale", f"{_name(tag)}: the front cover", entry.key))
    if not holders:
        faults.append(Fault("unread", "no tag has the new cover"))
    return faults


def _has_encoded(value, cover):
    _, equals, text = value.partition(b"=")
    try:
        return bool(equals) and cover in base64.b64decode(text)
    except ValueError:
        return False


def _name(tag):
    return tag.kind if tag.version is None else f"{tag.kind}.{tag.version}"


def _genres():
    from mutagen._constants import GENRES as names

    return names


GENRES = _genres()
