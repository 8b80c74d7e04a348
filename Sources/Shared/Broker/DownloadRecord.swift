import Downloads
import Foundation

/// The fields of a download's hash in Redis, as scripts hand them over, made into a ``Download``.
struct DownloadRecord {
  private let fields: [String: String]

  init(json: String) throws(BrokerError) {
    self.init(try RecordJSON.decode([String: String].self, json))
  }

  init(_ fields: [String: String]) { self.fields = fields }

  func download() throws(BrokerError) -> Download {
    guard let id = fields["id"].flatMap({ DownloadID($0) }),
      let user = fields["user"].flatMap({ UserName($0) }), let pasted = fields["url"],
      let state = fields["state"].flatMap(DownloadState.init(rawValue:))
    else { throw BrokerError(.corrupt, "a download's record lacks its id, user, url or state") }
    let url = SourceURL(recorded: pasted, canonical: fields["canonicalUrl"])
    return Download(
      id: id, user: user, url: url, state: state,
      progress: try json(DownloadProgress.self, "progress"),
      isConfirmed: fields["confirmed"] != nil,
      suggestion: try suggestion(),
      draft: try json(MetadataEdits.self, "draft") ?? MetadataEdits(),
      edits: try json(MetadataEdits.self, "edits") ?? MetadataEdits(),
      coverVersion: try optionalNumber("cover").map(Int.init),
      replacedCover: fields["replacedCover"].flatMap(CoverType.init(rawValue:)),
      failure: try json(DownloadFailure.self, "failure"),
      destination: fields["destination"], libraryPath: fields["libraryPath"],
      lastError: fields["lastError"], ytDlpVersion: fields["ytDlpVersion"],
      stagingDomain: fields["domain"],
      fence: Int(try number("fence")), attempts: Int(try number("attempts")),
      version: Int(try number("version")), createdAtMilliseconds: try number("createdAt"),
      updatedAtMilliseconds: try number("updatedAt"))
  }

  /// Versions before the canonical form of the page's address was recorded left it to each reader.
  private func suggestion() throws(BrokerError) -> Suggestion? {
    guard var suggestion = try json(Suggestion.self, "suggested") else { return nil }
    if suggestion.canonicalUrl == nil, let page = suggestion.webpageUrl {
      suggestion.canonicalUrl = SourceURL(recorded: page, canonical: nil).canonical
    }
    return suggestion
  }

  private func number(_ field: String) throws(BrokerError) -> Int64 {
    guard let number = try optionalNumber(field) else {
      throw BrokerError(.corrupt, "a download's record lacks \(field)")
    }
    return number
  }

  private func optionalNumber(_ field: String) throws(BrokerError) -> Int64? {
    guard let text = fields[field] else { return nil }
    guard let number = Int64(text) else {
      throw BrokerError(.corrupt, "a download's record has a wrong \(field)")
    }
    return number
  }

  private func json<Value: Decodable>(_ type: Value.Type, _ field: String) throws(BrokerError)
    -> Value?
  {
    guard let text = fields[field] else { return nil }
    return try RecordJSON.decode(type, text)
  }
}
