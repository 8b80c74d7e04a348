import Downloads
import Redis

/// The downloads in Redis, in domain words. Every change is one script, so it happens wholly or not at all.
package struct Broker: Sendable {
  /// How everything is named in Redis.
  package let keys: BrokerKeys
  /// The times and bounds that the scripts go by.
  package let policy: BrokerPolicy
  let redis: RedisClient
  /// What every script gets before its own arguments.
  private let sharedArguments: [RedisArgument]

  /// `redis` is the shared command connection; blocking reads use another, see ``JobQueue``.
  package init(redis: RedisClient, keys: BrokerKeys, policy: BrokerPolicy) {
    self.redis = redis
    self.keys = keys
    self.policy = policy
    sharedArguments = ScriptHeader.arguments(keys, policy)
  }

  /// Runs `script` with its own `arguments` on `key`, which places it in a cluster.
  func run(
    _ script: BrokerScript, on key: String, _ arguments: ScriptArguments
  ) async throws(BrokerError) -> ScriptReply {
    guard arguments.names == script.parameters else {
      throw BrokerError(
        .corrupt,
        "\(script.redis.name).lua needs \(script.parameters) and was given \(arguments.names)")
    }
    let value: RedisValue
    do {
      value = try await redis.run(
        script.redis, keys: [key], arguments: sharedArguments + arguments.values)
    } catch {
      throw BrokerError(error, doing: script.redis.name)
    }
    return try ScriptReply(value)
  }

  /// Sends one command.
  func send(_ command: RedisCommand) async throws(BrokerError) -> RedisValue {
    do {
      return try await redis.send(command)
    } catch {
      throw BrokerError(error, doing: command.name)
    }
  }
}

extension Broker {
  /// The version of Redis, such as `7.0.15`.
  package func serverVersion() async throws(BrokerError) -> String {
    let lines = (try await send(["INFO", "server"]).string ?? "").split(whereSeparator: \.isNewline)
    guard let line = lines.first(where: { $0.hasPrefix("redis_version:") }) else {
      throw BrokerError(.corrupt, "Redis does not say its version")
    }
    return String(line.dropFirst("redis_version:".count))
  }

  /// Returns if Redis replies in time; throws ``BrokerError/Code/unavailable`` otherwise.
  package func ping() async throws(BrokerError) { _ = try await send(["PING"]) }
}
