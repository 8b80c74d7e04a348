/// How long the watch waits for what, and how much it remembers.
struct WatchTimings: Sendable {
  /// A file is reported when nothing was written to it, and its size and time have not changed, for that long.
  var quiet: Duration = .milliseconds(500)

  /// The same for a file that was written to and not closed since.
  var openQuiet: Duration = .seconds(5)

  /// A removal is reported after that: later than the same file under another name.
  var removalHold: Duration = .milliseconds(750)

  /// The longest that a folder in which too much happens to tell one by one is kept waiting for its rest.
  var longestUnrest: Duration = .seconds(2)

  /// How long the second record of a rename is awaited.
  var moveHold: Duration = .milliseconds(50)

  /// How often the library folder itself is looked for.
  var rootLook: Duration = .seconds(2)

  /// How often all folders are compared with what they were; nil is never.
  var poll: Duration?

  /// The most files of which it is remembered what they were; if there are more, everything is to be rescanned instead.
  var rememberedFiles = 200_000

  /// The same as ``poll`` for folders that inotify cannot watch, if there is no ``poll``.
  var fallbackPoll: Duration? = .seconds(30)
}
