import Downloads
import Foundation

/// The staged tracks that this host can see.
struct StagingFiles: Sendable {
  /// The staging folder; nil where none is configured.
  let folder: String?
  /// The storage that it is on.
  let domain: String

  /// The track of a download that waits to be saved; nil where there is none, or another host has it.
  func track(of download: Download) async throws -> OpenFile? {
    guard let folder, download.stagingDomain == domain,
      [.awaitingConfirmation, .finalizing].contains(download.state)
    else { return nil }
    let home = "\(folder)/\(download.id)"
    // A folder that is not there, or not for us, has no track; the worker names it anew for each filing.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: home)) ?? []
    for name in names.sorted() where name.wholeMatch(of: /track(\.[0-9]+)?\.mp3/) != nil {
      if let file = try await OpenFile.open("\(home)/\(name)") { return file }
    }
    return nil
  }
}
