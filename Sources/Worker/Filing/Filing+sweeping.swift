import Downloads
import Glibc

extension Filing {
  /// The downloads that have folders here, in staging or on the way into the library, whose contents have not
  /// changed for `age`.
  func staged(olderThan age: Duration) async throws -> Set<DownloadID> {
    try await blocking {
      var ids: Set<DownloadID> = []
      let latest = time(nil) - Int(age.components.seconds)
      for home in StagedTrack.Home.allCases {
        guard let root = try root(of: home) else { continue }
        for id in try root.names().compactMap({ DownloadID($0) }) {
          guard let folder = try root.folderIfPresent(id.description) else { continue }
          if try folder.descriptor.status().st_mtim.tv_sec <= latest { ids.insert(id) }
        }
      }
      return ids
    }
  }
}
