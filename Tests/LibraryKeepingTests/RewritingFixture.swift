import Catalogue
import Downloads
import Fetching
import Files
import Foundation
import ID3
import Logging
import AudioFiles
import TestSupport
import Testing

@testable import LibraryKeeping

/// A library of a test's own, with real files of every format, and what other programs make of them.
struct RewritingFixture {
  let library: URL
  let rewriter: TrackRewriter
  private let folder: TemporaryFolder

  init(
    template: String = "{artist} - {title}", library: URL? = nil, isSandboxed: Bool = false
  ) throws {
    folder = try TemporaryFolder()
    self.library = library ?? folder.url.appending(path: "library")
    try FileManager.default.createDirectory(at: self.library, withIntermediateDirectories: true)
    rewriter = TrackRewriter(
      libraryFolder: self.library.path(percentEncoded: false),
      template: try LibraryTemplate(parsing: template), ffmpeg: "/usr/bin/ffmpeg",
      sandbox: isSandboxed ? try Sandbox(programs: ["/usr/bin/ffmpeg"]) : nil,
      logger: Logger(label: "test"))
  }

  /// The formats of most libraries, which ffmpeg can make and mutagen can tag.
  static let formats: [AudioFormat] = [.mp3, .flac, .m4a, .ogg, .opus, .wav, .aiff]

  /// The extension of a format's files.
  static func suffix(_ format: AudioFormat) -> String { format == .aiff ? "aif" : format.rawValue }

  func url(_ path: TrackPath) -> URL { library.appending(path: path.description) }

  func contents(_ path: TrackPath) throws -> Data { try Data(contentsOf: url(path)) }

  /// Makes two seconds of sound, tagged as other programs tag, with much that Tonearm does not know.
  func makeTrack(
    _ format: AudioFormat, name: String = "track", isTagged: Bool = true
  ) async throws -> TrackPath {
    let path = try #require(TrackPath("\(name).\(Self.suffix(format))"))
    let codec = format == .ogg ? ["-c:a", "libvorbis"] : []
    let lame = format == .mp3 ? ["-write_id3v1", "0", "-id3v2_version", "0"] : []
    _ = try await Program.output(
      ["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "sine=duration=2", "-bitexact"]
        + codec + lame + [url(path).path(percentEncoded: false)])
    if isTagged { try await python("tag", path) }
    return path
  }

  /// The tag as mutagen reads it: texts by its keys, pictures as `picture:<kind>:<type>:<hash>`.
  func tag(_ path: TrackPath) async throws -> [String: [String]] {
    let printed = Data(try await python("show", path).utf8)
    return try JSONDecoder().decode([String: [String]].self, from: printed)
  }

  @discardableResult
  func python(_ command: String, _ path: TrackPath) async throws -> String {
    try await Program.output([
      try TestTool.python.path, "-c", Self.script, command, url(path).path(percentEncoded: false),
      Self.picture.get(),
    ])
  }

  /// What Tonearm reads.
  func audio(_ path: TrackPath) throws -> AudioFile {
    let file = try FileHandle(forReadingFrom: url(path))
    return try tagged(file).audio()
  }

  func cover(_ path: TrackPath) throws -> [UInt8]? {
    let file = try FileHandle(forReadingFrom: url(path))
    return try tagged(file).cover(limitBytes: 1 << 24)?.bytes
  }

  private func tagged(_ file: FileHandle) throws -> TaggedFile {
    let size = try file.seekToEnd()
    return try TaggedFile(
      reading: FileWindow(descriptor: file.fileDescriptor, sizeBytes: Int(size)))
  }

  /// The hash of the encoded packets, and of the samples that they decode to.
  func sound(_ path: TrackPath) async throws -> [String] {
    let file = url(path).path(percentEncoded: false)
    let start = ["ffmpeg", "-nostdin", "-v", "error", "-i", file, "-map", "0:a"]
    return [
      try await Program.output(start + ["-c", "copy", "-f", "hash", "-"]),
      try await Program.output(start + ["-f", "hash", "-"]),
    ]
  }

  /// Nothing is left of work that has ended.
  func expectTidy(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let work = library.appending(path: ".tonearm/rewriting").path(percentEncoded: false)
    guard FileManager.default.fileExists(atPath: work) else { return }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: work) == [],
      sourceLocation: sourceLocation
    )
  }

  /// A JPEG of 300 by 200, by path.
  static let picture = Result { try makePicture("mandelbrot=size=300x200", "picture.jpg") }
  /// Another one.
  static let otherCover = Result {
    let path = try makePicture("testsrc=size=200x200", "other.jpg")
    return try #require(CoverImage(Array(try Data(contentsOf: URL(filePath: path)))))
  }
  private static let pictures = Result { try TemporaryFolder() }

  static func makePicture(_ source: String, _ name: String) throws -> String {
    let path = try pictures.get().path(of: name)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", source, "-frames:v", "1", path,
    ]
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return path
  }

  private static let script = """
    import base64, hashlib, json, sys
    import mutagen
    from mutagen import id3, flac, mp4
    command, path, picture = sys.argv[1:]
    f = mutagen.File(path)
    kind = type(f).__name__
    data = open(picture, "rb").read()

    def block(number, description):
        p = flac.Picture()
        p.type, p.mime, p.desc, p.data = number, "image/jpeg", description, data
        return p

    def digest(data): return hashlib.md5(data).hexdigest()[:8]

    if command == "tag":
        if f.tags is None: f.add_tags()
        t = f.tags
        if kind in ("MP3", "WAVE", "AIFF"):
            t.add(id3.TIT2(3, ["Título"])); t.add(id3.TPE1(3, ["One", "Two"]))
            t.add(id3.TALB(1, ["Альбом"])); t.add(id3.TPE2(3, ["Various"]))
            t.add(id3.TDRC(3, ["1999-12-31"])); t.add(id3.TCON(3, ["Jazz"]))
            t.add(id3.TRCK(3, ["7/12"])); t.add(id3.TPOS(3, ["1/2"]))
            t.add(id3.TXXX(3, "MusicBrainz Track Id", ["x-y"]))
            t.add(id3.COMM(3, "eng", "", ["a comment"]))
            t.add(id3.USLT(3, "eng", "", "line 1\\nline 2"))
            t.add(id3.UFID("http://musicbrainz.org", b"x-y"))
            t.add(id3.PRIV("owner", b"\\0\\1\\2"))
            t.add(id3.APIC(3, "image/jpeg", 3, "front", data))
            t.add(id3.APIC(3, "image/jpeg", 4, "back", data))
        elif kind == "MP4":
            t["\\xa9nam"] = "Título"; t["\\xa9ART"] = ["One", "Two"]; t["\\xa9alb"] = "Альбом"
            t["aART"] = "Various"; t["\\xa9day"] = "1999-12-31"; t["\\xa9gen"] = "Jazz"
            t["trkn"] = [(7, 12)]; t["disk"] = [(1, 2)]; t["soar"] = "sort"; t["cpil"] = True
            t["tmpo"] = [120]; t["\\xa9lyr"] = "line 1\\nline 2"; t["\\xa9cmt"] = "a comment"
            t["----:com.apple.iTunes:MusicBrainz Track Id"] = [mp4.MP4FreeForm(b"x-y")]
            t["covr"] = [mp4.MP4Cover(data, mp4.MP4Cover.FORMAT_JPEG)]
        else:
            t["title"] = "Título"; t["artist"] = ["One", "Two"]; t["album"] = "Альбом"
            t["albumartist"] = "Various"; t["date"] = "1999-12-31"; t["genre"] = "Jazz"
            t["tracknumber"] = "7/12"; t["discnumber"] = "1/2"; t["lyrics"] = "line 1\\nline 2"
            t["comment"] = "a comment"; t["description"] = "a description"
            t["musicbrainz_trackid"] = "x-y"; t["replaygain_track_gain"] = "-3.00 dB"
            pictures = [block(3, "front"), block(4, "back")]
            if kind == "FLAC":
                for p in pictures: f.add_picture(p)
            else:
                t["metadata_block_picture"] = [base64.b64encode(p.write()).decode() for p in pictures]
        f.save()

    out = {}
    def put(key, *values): out.setdefault(key, []).extend(str(v) for v in values)
    def put_picture(number, mime, data): put("picture:%d:%s:%s" % (number, mime, digest(data)), "")
    for key, value in (f.tags or {}).items():
        if key.startswith("APIC"): put_picture(value.type, value.mime, value.data)
        elif key == "covr":
            for v in value: put_picture(3, {13: "image/jpeg", 14: "image/png"}[v.imageformat], v)
        elif key.lower() == "metadata_block_picture":
            for v in value:
                p = flac.Picture(base64.b64decode(v)); put_picture(p.type, p.mime, p.data)
        elif key[:4] in ("UFID", "PRIV"): put(key, value.data)
        elif key[:4] == "USLT": put(key, value.text)
        elif hasattr(value, "text"): put(key, *value.text)
        else: put(key, *(value if isinstance(value, list) else [value]))
    for p in getattr(f, "pictures", []): put_picture(p.type, p.mime, p.data)
    out["length"] = ["%.2f" % f.info.length]
    print(json.dumps(out))
    """
}

/// Expects that the library is at fault, in this way.
func expectLibrary(
  _ condition: FileError.Condition, sourceLocation: SourceLocation = #_sourceLocation,
  _ work: () async throws -> some Any
) async {
  do {
    _ = try await work()
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
  } catch RewritingError.library(let error) {
    #expect(error.condition == condition, sourceLocation: sourceLocation)
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
}
