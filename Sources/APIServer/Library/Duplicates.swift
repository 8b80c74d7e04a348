import Catalogue
import Downloads

/// Finds out whether what a user is about to save is in the library already.
struct Duplicates: Sendable {
  let catalogue: CatalogueReader

  /// The download as clients see it.
  func body(_ download: Download, extras: DownloadBody.Extras = .none) async -> DownloadBody {
    DownloadBody(download, duplicateOf: await track(like: download), extras: extras)
  }

  /// The downloads as clients see them.
  func bodies(_ downloads: [Download]) async -> [DownloadBody] {
    var bodies: [DownloadBody] = []
    for download in downloads { bodies.append(await body(download)) }
    return bodies
  }

  /// The oldest track that comes from the same link, or else has the same artist, title and length; nil for downloads
  /// that have ended, and where there is no catalogue.
  func track(like download: Download) async -> TrackID? {
    guard !download.state.isTerminal else { return nil }
    do {
      let links = [download.url.canonical, download.suggestion?.canonicalUrl]
      for url in links.compactMap(\.self) {
        let found = try await catalogue.duplicates(ofCanonicalURL: url)
        if let track = found.first(where: { $0.file.downloadID != download.id }) { return track.id }
      }
      let (draft, suggestion) = (download.draft, download.suggestion)
      guard let artist = draft.artist.applied(to: suggestion?.artist),
        let title = draft.title.applied(to: suggestion?.title)
      else { return nil }
      return try await catalogue.duplicates(
        ofArtist: artist, title: title, durationSeconds: suggestion?.durationSeconds
      ).first { $0.file.downloadID != download.id }?.id
    } catch {
      // A host without a catalogue knows of no duplicates.
      return nil
    }
  }
}
