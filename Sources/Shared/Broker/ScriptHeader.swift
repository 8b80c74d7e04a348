import Downloads
import Redis

/// What Swift and the Lua scripts both know, declared in Swift alone and rendered as Lua above every script.
///
/// A script gets the prefix and the policy as its first arguments, so that its text does not depend on them.
enum ScriptHeader {
  /// The arguments that come before a script's own.
  static func arguments(_ keys: BrokerKeys, _ policy: BrokerPolicy) -> [RedisArgument] {
    sharedArguments.map { $0.value(keys, policy) }
  }

  /// The Lua text between the `#!lua` line and `body`, the rest of a script's file.
  ///
  /// Of the declarations only those are in it that the text below them mentions.
  static func text(for body: String, parameters: [String]) -> String {
    let shared = String(decoding: PackageResources.prelude_lua, as: UTF8.self)
    let names = sharedArguments.map { $0.name } + parameters
    let arguments = names.enumerated().map { "local \($1) = ARGV[\($0 + 1)]" }
    let declarations = self.declarations
      .filter { shared.contains($0.name) || body.contains($0.name) }
      .map(\.lua)
    return
      (arguments.prefix(sharedArguments.count) + declarations + [shared]
      + arguments.dropFirst(sharedArguments.count)).joined(separator: "\n")
  }

  private static let sharedArguments:
    [(name: String, value: @Sendable (BrokerKeys, BrokerPolicy) -> RedisArgument)] = [
      ("PREFIX", { keys, _ in .init(keys.prefix) }),
      ("LOCK_MS", { _, policy in .init(policy.lock.milliseconds) }),
      ("QUEUE_MS", { _, policy in .init(policy.queueDeadline.milliseconds) }),
      ("REVIEW_MS", { _, policy in .init(policy.reviewWindow.milliseconds) }),
    ]

  /// A local of that name, and the Lua that declares it.
  private typealias Declaration = (name: String, lua: String)

  private static let declarations: [Declaration] =
    constants + keys
    + names("STATE", DownloadState.self) + names("MOVE", DownloadMove.self)
    + names("EVENT", DownloadEvent.self) + names("KIND", DownloadJob.Kind.self)
    + [("NEXT", "local NEXT = \(transitions)")]

  private static var constants: [Declaration] {
    let numbers: [(String, Int64)] = [
      ("ATTEMPT_LIMIT", Int64(BrokerPolicy.attemptLimit)),
      ("LISTED_ENDED", Int64(BrokerPolicy.listedEnded)),
      ("EVENT_LOG_LENGTH", Int64(BrokerPolicy.eventLogLength)),
      ("EVENT_LOG_MS", BrokerPolicy.eventLogLifetime.milliseconds),
      ("IDEMPOTENCY_MS", BrokerPolicy.idempotencyLifetime.milliseconds),
      ("RECORD_MS", BrokerPolicy.endedRecordLifetime.milliseconds),
      ("COVER_MS", BrokerPolicy.endedCoverLifetime.milliseconds),
      ("OUTCOME_MS", BrokerPolicy.outcomeLifetime.milliseconds),
    ]
    return numbers.map { name, value in (name, "local \(name) = \(value)") }
      + [("GROUP", "local GROUP = '\(BrokerKeys.group)'")]
  }

  /// `fooKey`, or `fooKey(a, b)` where the name has places to fill.
  private static var keys: [Declaration] {
    BrokerKeys.Pattern.allCases.map { pattern in
      let (name, pieces) = ("\(pattern)Key", pattern.pieces)
      let places = ["a", "b", "c"].prefix(pieces.count - 1)
      var value = "PREFIX .. ':\(pieces[0])'"
      for (place, piece) in zip(places, pieces.dropFirst()) {
        value += " .. \(place)" + (piece.isEmpty ? "" : " .. '\(piece)'")
      }
      return (
        name,
        places.isEmpty
          ? "local \(name) = \(value)"
          : "local function \(name)(\(places.joined(separator: ", "))) return \(value) end"
      )
    }
  }

  /// `STATE_AWAITING_CONFIRMATION` and its like: named after the case, with its raw value.
  private static func names<Name>(_ family: String, _: Name.Type) -> [Declaration]
  where Name: RawRepresentable<String> & CaseIterable {
    Name.allCases.map { value in
      let name = "\(value)".reduce(into: "\(family)_") { name, character in
        name += character.isUppercase ? "_\(character)" : character.uppercased()
      }
      return (name, "local \(name) = '\(value.rawValue)'")
    }
  }

  /// `NEXT[move][state]`, from the domain's table.
  private static var transitions: String {
    let rows = DownloadMove.allCases.map { move in
      let cells = DownloadState.allCases.compactMap { state in
        move.next(from: state).map { "\(state.rawValue)='\($0.rawValue)'" }
      }
      return "\(move.rawValue)={\(cells.joined(separator: ","))}"
    }
    return "{\(rows.joined(separator: ","))}"
  }
}
