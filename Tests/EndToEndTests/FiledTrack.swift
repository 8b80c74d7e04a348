import Foundation
import TestSupport
import Testing

/// A file in the library, as other people's programs see it.
struct FiledTrack {
  let path: String

  /// The file that a completed download became.
  init(_ download: JSONValue, in stack: TonearmStack) throws {
    let place = try #require(download["libraryPath"].text)
    path = stack.library.appending(path: place).path(percentEncoded: false)
  }

  var data: Data { get throws { try Data(contentsOf: URL(filePath: path)) } }

  var permissions: Int? {
    get throws {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
  }

  private static let script = """
    import json, sys
    from mutagen.id3 import ID3
    tag = ID3(sys.argv[1], translate=False)
    pictures = [[frame.mime, int(frame.type)] for frame in tag.getall("APIC")]
    texts = {key: frame.text[0] for key, frame in tag.items() if hasattr(frame, "text")}
    texts |= {key: frame.url for key, frame in tag.items() if hasattr(frame, "url")}
    print(json.dumps({"version": list(tag.version), "pictures": pictures,
                      "texts": {key: str(text) for key, text in texts.items()}}))
    """

  /// What mutagen reads: `version`, `pictures` as MIME type and picture type, `texts` by frame.
  func mutagen() async throws -> JSONValue {
    try JSONValue(
      parsing: try await Program.output([TestTool.python.path, "-c", Self.script, path]))
  }

  /// What ffprobe reads: `format` and `streams`.
  func ffprobe() async throws -> JSONValue {
    try JSONValue(
      parsing: try await Program.output(
        ["ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_streams", "file:\(path)"]))
  }

  /// What ffmpeg complains about when it plays all of the sound; empty where all is well.
  func complaints() async throws -> String {
    let outcome = try await Program.run(
      ["ffmpeg", "-nostdin", "-v", "error", "-i", "file:\(path)", "-map", "0:a", "-f", "null", "-"])
    return outcome.errorOutput + (outcome.status == 0 ? "" : " status \(outcome.status)")
  }

  /// A checksum of the compressed sound at `address`, whatever its tags are.
  static func sound(at address: String) async throws -> String {
    try await Program.output(
      [
        "ffmpeg", "-nostdin", "-v", "error", "-i", address, "-map", "0:a", "-c", "copy", "-f",
        "md5", "-",
      ])
  }
}
