/// A named point of the work at which a fault can be asked for, to prove that nothing is lost there.
///
/// `TONEARM_FAULT=<point>:<kill|stop|exit|sleep>` has the process suffer it the first time that it gets there.
/// Only debug builds know the variable; in others a point is nothing.
package enum FaultPoint: String, CaseIterable, Sendable {
  /// An entry of a stream was delivered to a worker.
  case delivered
  /// A download was claimed, to be fetched or filed.
  case claimed
  /// The site has said title and artist; the media are still being downloaded.
  case downloading
  /// The media are there; nothing is converted yet.
  case downloaded
  /// ffmpeg is at work.
  case converting
  /// The track is in its download's folder, and on the disk.
  case staged
  /// The outcome of a claim is about to be written down, or was.
  case finishing, finished
  /// F1: the track has its tags and the name of its claim.
  case tagged
  /// F2: the destination is recorded.
  case recorded
  /// F3: the track is in the library.
  case placed
  /// F5: the download's folder is gone.
  case cleaned
  /// A file of the library has its new name, which the catalogue does not know yet; or it is in the trash.
  case renamed, trashed
  /// A download was queued, or approved, and the user does not know yet.
  case submitted, confirmed

  /// Suffers the fault if it is this point's.
  package func reach() async {
    #if DEBUG
      guard let fault = FaultPlan.shared.take(self) else { return }
      await fault.suffer()
    #endif
  }
}
