import Downloads
import Redis

/// What a script returned: a word, and values that depend on it.
struct ScriptReply {
  let word: String
  let values: [RedisValue]

  init(_ value: RedisValue) throws(BrokerError) {
    guard let items = value.array, let word = items.first?.string else {
      throw BrokerError(.corrupt, "a script returned no word")
    }
    self.word = word
    values = Array(items.dropFirst())
  }

  func text(_ index: Int) throws(BrokerError) -> String {
    guard values.indices.contains(index), let text = values[index].string else {
      throw BrokerError(.corrupt, "a script's reply \(word) lacks value \(index)")
    }
    return text
  }

  func downloadID(_ index: Int) throws(BrokerError) -> DownloadID {
    guard let id = DownloadID(try text(index)) else {
      throw BrokerError(.corrupt, "a script's reply \(word) has a wrong download id")
    }
    return id
  }

  func state(_ index: Int) throws(BrokerError) -> DownloadState {
    guard let state = DownloadState(rawValue: try text(index)) else {
      throw BrokerError(.corrupt, "a script's reply \(word) has an unknown state")
    }
    return state
  }

  /// The error for a word that the caller does not know.
  func unexpected() -> BrokerError { BrokerError(.corrupt, "a script returned \(word)") }
}
