import Downloads
import Files
import Foundation

extension Track: Encodable {
  private enum Key: String, CodingKey {
    case id, path, durationSeconds, bitrateKbps, sizeBytes, format, coverUrl, sourceUrl, downloadId
    case addedAt, updatedAt, status, statusDetail
  }

  /// Writes the track as clients see it; what is not known is present and null.
  package func encode(to encoder: any Encoder) throws {
    var body = encoder.container(keyedBy: Key.self)
    try body.encode(id.description, forKey: .id)
    try body.encode(file.path.description, forKey: .path)
    try file.tags.encode(TagField.allCases, to: encoder)
    try body.encode(file.durationSeconds, forKey: .durationSeconds)
    try body.encode(file.bitrateKbps, forKey: .bitrateKbps)
    try body.encode(file.stamp.sizeBytes, forKey: .sizeBytes)
    try body.encode(file.format, forKey: .format)
    try body.encode(coverHash.map { "/api/v1/tracks/\(id)/cover?v=\($0)" }, forKey: .coverUrl)
    try body.encode(file.sourceURL, forKey: .sourceUrl)
    try body.encode(file.downloadID, forKey: .downloadId)
    try body.encode(Self.time(addedAtMilliseconds), forKey: .addedAt)
    try body.encode(Self.time(updatedAtMilliseconds), forKey: .updatedAt)
    try body.encode(status, forKey: .status)
    try body.encode(status == .error ? file.unreadable : nil, forKey: .statusDetail)
  }

  /// The track as one line of JSON, keys sorted, so that equal tracks are equal bytes in events and answers.
  package func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// RFC 3339 in UTC, with milliseconds; the style drops what is left of one, so there is half of one more.
  private static func time(_ milliseconds: Int64) -> String {
    Date(timeIntervalSince1970: (Double(milliseconds) + 0.5) / 1000)
      .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}
