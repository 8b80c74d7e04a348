import Redis

/// The arguments of a ``BrokerScript``, each with the name that the script gives it, in the script's order.
struct ScriptArguments: ExpressibleByDictionaryLiteral {
  private(set) var names: [String]
  private(set) var values: [RedisArgument]

  init(dictionaryLiteral elements: (String, RedisArgument)...) {
    names = elements.map { $0.0 }
    values = elements.map { $0.1 }
  }

  /// The arguments of `first`, then those of `second`.
  static func + (first: Self, second: Self) -> Self {
    var all = first
    all.names += second.names
    all.values += second.values
    return all
  }
}
