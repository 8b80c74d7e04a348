import Files
import Logging

/// What the thread of a ``LibraryWatch`` does: waits for the kernel, or for what is due next, and tells.
struct WatchLoop {
  private let watch: LibraryWatch
  private let timings: WatchTimings
  private let events: LibraryEvents
  private let stop: WatchStop
  private let failures: WatchFailures
  private var session: WatchSession?
  private var removals = HeldRemovals()
  private var isMissing = false

  init(watch: LibraryWatch, events: LibraryEvents, stop: WatchStop) {
    self.watch = watch
    self.events = events
    self.stop = stop
    failures = WatchFailures(logger: watch.logger)
    var timings = watch.timings
    if !watch.usesInotify { timings.fallbackPoll = nil }
    self.timings = timings
  }

  /// Blocks until the stop is requested.
  mutating func run() {
    repeat {
      do {
        try advance()
      } catch {
        session = nil
        removals = HeldRemovals()
        if !isMissing { events.append([.rootDisappeared]) }
        isMissing = true
      }
    } while !stop.isRequested(withinMilliseconds: rest, orReadable: session?.descriptor)
  }

  private mutating func advance() throws(RootLost) {
    if let told = try session?.advance() {
      let now = ContinuousClock.now
      return events.append(
        removals.hold(told, until: now + timings.removalHold) + removals.take(at: now))
    }
    if session != nil {
      watch.logger.notice("records of inotify were lost; the library is rescanned")
    }
    // The old one first, for a user may have few instances of inotify.
    session = nil
    session = try WatchSession(on: try disk(), timings: timings)
    events.append((isMissing ? [.rootReturned] : []) + [.rescanNeeded(.root)])
    isMissing = false
  }

  private func disk() throws(RootLost) -> LocalLibraryDisk {
    do throws(FileError) {
      return try LocalLibraryDisk(
        root: watch.root, inotify: inotify(), stop: stop, watchFailed: failures.note)
    } catch {
      throw RootLost()
    }
  }

  private func inotify() -> Inotify? {
    guard watch.usesInotify else { return nil }
    do throws(FileError) {
      return try Inotify()
    } catch {
      failures.note(error)
      return nil
    }
  }

  /// How long there is nothing to do.
  private var rest: CInt {
    let due =
      [session?.nextDue, removals.nextDue].compactMap(\.self).min() ?? .now + timings.rootLook
    let milliseconds = (ContinuousClock.now.duration(to: due) / .milliseconds(1)).rounded(.up)
    return CInt(max(0, min(milliseconds, 60_000)))
  }
}
