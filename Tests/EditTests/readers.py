"""Programs of other people that read tags: mutagen, ffprobe, exiftool."""

import json
import subprocess

import mutagen
import mutagen.aac
import mutagen.aiff
import mutagen.apev2
import mutagen.asf
import mutagen.flac
import mutagen.id3
import mutagen.monkeysaudio
import mutagen.mp3
import mutagen.mp4
import mutagen.oggflac
import mutagen.oggopus
import mutagen.oggvorbis
import mutagen.trueaudio
import mutagen.wave
import mutagen.wavpack

CLASSES = {
    "mp3": mutagen.mp3.MP3, "flac": mutagen.flac.FLAC, "m4a": mutagen.mp4.MP4, "ogg": mutagen.oggvorbis.OggVorbis,
    "opus": mutagen.oggopus.OggOpus, "oga": mutagen.oggflac.OggFLAC, "wav": mutagen.wave.WAVE,
    "aiff": mutagen.aiff.AIFF, "tta": mutagen.trueaudio.TrueAudio, "wv": mutagen.wavpack.WavPack,
    "wma": mutagen.asf.ASF, "ape": mutagen.monkeysaudio.MonkeysAudio,
}  # fmt: skip
ID3 = {
    "TIT2": "title", "TPE1": "artist", "TALB": "album", "TPE2": "albumArtist", "TDRC": "year", "TCON": "genre",
    "TRCK": "trackNumber", "TPOS": "discNumber",
}  # fmt: skip
VORBIS = {
    "title": "title", "artist": "artist", "album": "album", "albumartist": "albumArtist", "date": "year",
    "genre": "genre", "tracknumber": "trackNumber", "discnumber": "discNumber",
}  # fmt: skip
VORBIS_OTHERS = {"album artist": "albumArtist", "album_artist": "albumArtist", "year": "year"}
MP4 = {
    "\xa9nam": "title", "\xa9ART": "artist", "\xa9alb": "album", "aART": "albumArtist", "\xa9day": "year",
    "\xa9gen": "genre", "trkn": "trackNumber", "disk": "discNumber",
}  # fmt: skip


class Mutagen:
    """What mutagen reads of a file: the texts of the fields, and all that is no field."""

    def __init__(self, format, path):
        self.fields, self.others, self.error, self.genres = {}, {}, None, None
        self.has_id3v2, self.length = False, None
        try:
            file = CLASSES[format](path) if format in CLASSES else None
        except (mutagen.MutagenError, Exception) as error:  # noqa: B014 — it throws much else on odd files
            self.error = f"{type(error).__name__}"
            return
        if file is None:
            return
        # It reckons the length of an MP3 from the size of the file, with the tags at its end.
        self.length = None if format in ("mp3", "aac") else file.info.length
        tags = file.tags
        if isinstance(tags, mutagen.id3.ID3):
            self._id3(tags)
        elif isinstance(tags, mutagen.mp4.MP4Tags):
            self._mp4(tags)
        elif tags is not None and not isinstance(tags, (mutagen.asf.ASFTags, mutagen.apev2.APEv2)):
            self._vorbis(tags)
        for picture in getattr(file, "pictures", []):
            key = f"picture {picture.type}"
            self.others[key] = self.others.get(key, b"") + picture.data

    def _id3(self, tags):
        self.has_id3v2 = tags.version >= (2, 0)
        for key, frame in tags.items():
            name = key.split(":")[0]
            if name in ID3:
                self.fields[ID3[name]] = [str(text).strip() for text in frame.text]
                if name == "TCON":
                    self.genres = [genre.strip() for genre in frame.genres]
            elif name == "APIC":
                self.others[f"picture {int(frame.type)} {frame.desc}"] = frame.data
            else:
                # Texts without their encoding, which mutagen itself changes where it renames a frame.
                texts = [str(text) for text in getattr(frame, "text", []) if str(text)]
                if texts or not hasattr(frame, "text"):
                    # Without the frames of a chapter, which it reads wrongly where the tag is unsynchronised.
                    self.others[key] = texts or repr(frame).split("sub_frames=")[0]

    def _mp4(self, tags):
        for key, values in tags.items():
            if key in MP4:
                texts = (
                    [f"{value[0]}" for value in values]
                    if key in ("trkn", "disk")
                    else [str(value) for value in values]
                )
                self.fields[MP4[key]] = texts
            elif key == "covr":
                for index, value in enumerate(values):
                    self.others["picture 3" if index == 0 else f"another picture {index}"] = bytes(value)
            else:
                self.others[key] = repr(values)

    def _vorbis(self, tags):
        # Comments without a sign, which it numbers by their place.
        if unknown := [value for name, value in tags if name[:7] == "unknown" and name[7:].isdigit()]:
            self.others["unknown"] = unknown
        for key in {key.lower() for key, _ in tags}:
            values = [value for name, value in tags if name.lower() == key]
            if key in VORBIS:
                self.fields[VORBIS[key]] = values
            elif key in VORBIS_OTHERS:
                self.fields.setdefault(VORBIS_OTHERS[key], values)
            elif key.startswith("unknown") and key[7:].isdigit():
                pass
            elif key not in ("metadata_block_picture", "coverart", "coverartmime"):
                self.others[key] = values

    def says(self, field):
        texts = self.fields.get(field, [])
        if field == "year":
            return [text[:4] for text in texts]
        if field in ("trackNumber", "discNumber"):
            return [text.split("/")[0].lstrip("0") for text in texts]
        return texts


def ffprobe(path):
    """The tags, streams and length that ffprobe finds; None where it finds nothing."""
    run = subprocess.run(
        ["ffprobe", "-v", "quiet", "-of", "json", "-show_format", "-show_streams", str(path)],
        capture_output=True,
    )
    return json.loads(run.stdout) if run.returncode == 0 else None


def sound_of(path):
    """A checksum of the packets of sound, as ffmpeg finds them in the container."""
    run = subprocess.run(
        ["ffmpeg", "-nostdin", "-v", "quiet", "-i", str(path), "-map", "0:a", "-c", "copy", "-f", "md5", "-"],
        capture_output=True,
    )
    return run.stdout if run.returncode == 0 else None


class Exiftool:
    """One exiftool that stays open for many files."""

    # What says where something is, or how large the file became.
    PASSED_OVER = ("System:", "ExifTool:", "Composite:", "File:ID3Size", "SourceFile")

    def __init__(self):
        self.process = subprocess.Popen(
            # At the end of its input it would wait for more, even after the death of this process.
            ["setpriv", "--pdeathsig", "TERM", "--", "exiftool", "-stay_open", "True", "-@", "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def close(self):
        self.process.stdin.write(b"-stay_open\nFalse\n")
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()

    def read(self, path):
        """All that it finds, by group and name."""
        self.process.stdin.write(f"-j\n-G1\n-b\n-api\nMissingTagValue=\n{path}\n-execute\n".encode())
        self.process.stdin.flush()
        out = b""
        while not out.endswith(b"{ready}\n"):
            line = self.process.stdout.readline()
            if not line:
                raise RuntimeError("exiftool ended")
            out += line
        found = json.loads(out[: -len(b"{ready}\n")] or b"[{}]")[0]
        return {key: value for key, value in found.items() if not key.startswith(self.PASSED_OVER)}
