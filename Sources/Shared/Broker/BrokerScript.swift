import Redis

/// One of our Lua scripts, as Redis gets it: a file of `Scripts`, with ``ScriptHeader`` above it.
///
/// The file's first line is the `#!lua` line. The names in its `@param` comments become its locals, in their
/// order, and are what callers name their arguments.
struct BrokerScript: Sendable {
  /// The names of its own arguments.
  let parameters: [String]
  /// The whole text; the same in every process of this version, so that Redis keeps one of each.
  let redis: RedisScript

  /// `file` is the content of `Scripts/<name>.lua`.
  init(_ name: String, _ file: [UInt8]) {
    let text = String(decoding: file, as: UTF8.self)
    let lines = text.split(separator: "\n", maxSplits: 1)
    precondition(
      lines.count == 2 && lines[0].hasPrefix("#!lua"), "\(name).lua lacks its first line")
    parameters = text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ", maxSplits: 3)
      return words.starts(with: ["--", "@param"]) && words.count > 2 ? String(words[2]) : nil
    }
    redis = RedisScript(
      name: name,
      source: """
        \(lines[0])
        \(ScriptHeader.text(for: String(lines[1]), parameters: parameters))
        \(lines[1])
        """)
  }
}

extension BrokerScript {
  static let announceProgress = Self("announceProgress", PackageResources.announceProgress_lua)
  static let announceWorker = Self("announceWorker", PackageResources.announceWorker_lua)
  static let beat = Self("beat", PackageResources.beat_lua)
  static let cancel = Self("cancel", PackageResources.cancel_lua)
  static let claim = Self("claim", PackageResources.claim_lua)
  static let confirm = Self("confirm", PackageResources.confirm_lua)
  static let expire = Self("expire", PackageResources.expire_lua)
  static let finish = Self("finish", PackageResources.finish_lua)
  static let finishLibraryJob = Self("finishLibraryJob", PackageResources.finishLibraryJob_lua)
  static let forgetConsumers = Self("forgetConsumers", PackageResources.forgetConsumers_lua)
  static let keepDraft = Self("keepDraft", PackageResources.keepDraft_lua)
  static let listWorkers = Self("listWorkers", PackageResources.listWorkers_lua)
  static let position = Self("position", PackageResources.position_lua)
  static let queueState = Self("queueState", PackageResources.queueState_lua)
  static let recordDestination = Self("recordDestination", PackageResources.recordDestination_lua)
  static let replaceCover = Self("replaceCover", PackageResources.replaceCover_lua)
  static let revive = Self("revive", PackageResources.revive_lua)
  static let snapshot = Self("snapshot", PackageResources.snapshot_lua)
  static let storeCover = Self("storeCover", PackageResources.storeCover_lua)
  static let storeMetadata = Self("storeMetadata", PackageResources.storeMetadata_lua)
  static let submit = Self("submit", PackageResources.submit_lua)

  /// Every script.
  static let all = [
    announceProgress, announceWorker, beat, cancel, claim, confirm, expire, finish,
    finishLibraryJob, forgetConsumers, keepDraft, listWorkers, position, queueState,
    recordDestination, replaceCover, revive, snapshot, storeCover, storeMetadata, submit,
  ]
}
