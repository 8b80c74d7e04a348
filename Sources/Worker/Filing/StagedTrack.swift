/// A track that waits to be filed: which folder it is in, and the fence of the claim that holds it.
package struct StagedTrack: Sendable, Equatable {
  /// Where a download's folder can be.
  enum Home: Sendable, CaseIterable {
    /// `<staging>/<id>`.
    case staging
    /// `<library>/.tonearm/filing/<id>`, on the way in from another file system.
    case filing
  }

  /// What a finished download is called in its folder, before anyone claims it for filing.
  package static let downloadedName = "track.mp3"

  let home: Home
  /// 0 where the track is as the download left it.
  let fence: Int

  init(home: Home, fence: Int) {
    self.home = home
    self.fence = fence
  }

  /// Accepts `name` if it is one that ``name`` returns.
  init?(home: Home, name: String) {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    self.init(home: home, fence: parts.count == 3 ? Int(parts[1]) ?? -1 : 0)
    guard fence >= 0, name == self.name else { return nil }
  }

  var name: String { fence == 0 ? Self.downloadedName : "track.\(fence).mp3" }

  /// The name of a copy that is still being made.
  var partName: String { "track.\(fence).part" }
}
