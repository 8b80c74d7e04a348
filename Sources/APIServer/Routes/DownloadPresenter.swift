import Catalogue
import Downloads

/// Makes the bodies of downloads, which name the track of the library that each seems to repeat.
struct DownloadPresenter: Sendable {
  let catalogue: CatalogueReader

  /// The body for one download.
  func body(_ download: Download, extras: DownloadBody.Extras = .none) async -> DownloadBody {
    DownloadBody(download, duplicateOf: await duplicate(of: download), extras: extras)
  }

  /// The bodies for several, in their order.
  func bodies(_ downloads: [Download]) async -> [DownloadBody] {
    var bodies: [DownloadBody] = []
    for download in downloads { bodies.append(await body(download)) }
    return bodies
  }

  /// The oldest track that comes from the same link, or else has the same artist, title and length; nil for
  /// downloads that have ended, and if there is no catalogue.
  private func duplicate(of download: Download) async -> TrackID? {
    guard !download.state.isTerminal else { return nil }
    do {
      let links = [download.url.canonical, download.suggestion?.canonicalUrl]
      for url in links.compactMap(\.self) {
        let found = try await catalogue.duplicates(ofCanonicalURL: url)
        if let track = found.first(where: { $0.file.downloadID != download.id }) { return track.id }
      }
      let tags = download.proposedTags
      guard let artist = tags.artist, let title = tags.title else { return nil }
      return try await catalogue.duplicates(
        ofArtist: artist, title: title, durationSeconds: download.suggestion?.durationSeconds
      ).first { $0.file.downloadID != download.id }?.id
    } catch {
      // A host without a catalogue knows of no duplicates.
      return nil
    }
  }
}
