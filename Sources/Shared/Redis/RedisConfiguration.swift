/// Which Redis server and database to use, and as whom. One that was made from a URL is valid.
package struct RedisConfiguration: Sendable, Hashable {
  /// Where the server is.
  package var endpoint: RedisEndpoint
  /// An ACL user; nil is Redis' `default` user.
  package var username: String?
  /// The password of the ACL user; nil where none is asked for.
  package var password: String?
  /// The number of the database that connections select.
  package var database: Int
  /// How TLS is spoken; nil where it is not.
  var tls: TLSContext?

  /// A configuration of these values, which are not checked.
  package init(
    endpoint: RedisEndpoint, username: String? = nil, password: String? = nil, database: Int = 0
  ) {
    self.endpoint = endpoint
    self.username = username
    self.password = password
    self.database = database
  }

  /// What a new connection says first; the PING tells whether Redis lets us in and has loaded its
  /// data.
  var greeting: [RedisCommand] {
    var commands: [RedisCommand] = []
    if let password {
      let user: [RedisArgument] = username.map { [RedisArgument($0)] } ?? []
      commands.append(RedisCommand("AUTH", user + [RedisArgument(password)]))
    }
    if database != 0 { commands.append(["SELECT", RedisArgument(database)]) }
    commands.append(["PING"])
    return commands
  }

  /// What is wrong when a server takes the connection and then says nothing.
  var silence: String {
    let remedy =
      switch (endpoint, tls) {
      case (.unix, _): ""
      case (.tcp, nil): "; a port for TLS needs rediss://"
      case (.tcp, _?): "; a port without TLS needs redis://"
      }
    return "Redis took the connection and said nothing\(remedy)"
  }
}

/// Names the server and the database, never the credentials.
extension RedisConfiguration: CustomStringConvertible, CustomReflectable {
  /// Endpoint and database, never the credentials.
  package var description: String {
    database == 0 ? endpoint.description : "\(endpoint) database \(database)"
  }

  /// The same for dumps and reflection.
  package var customMirror: Mirror {
    Mirror(self, children: ["endpoint": endpoint, "database": database])
  }
}

extension RedisConfiguration {
  /// Reads `redis://[[user]:password@]host[:port][/database]`, the same with `rediss://` for TLS, or
  /// `unix://[[user]:password@]/path[?db=database]`, and the files of `tls`.
  ///
  /// User, password and path may be percent-encoded. Throws ``RedisError/Code/invalidURL`` or
  /// ``RedisError/Code/invalidTLS(_:)`` with one clause, which never repeats the credentials. Blocks
  /// while it reads files.
  package init(url: String, tls: RedisTLS = RedisTLS()) throws(RedisError) {
    guard !url.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7f }) else {
      throw .invalidURL("it contains a space or a control character")
    }
    guard let colon = url.firstRange(of: "://") else {
      throw .invalidURL("it must begin with redis://, rediss:// or unix://")
    }
    var rest = url[colon.upperBound...]
    let (username, password) = try Self.takeCredentials(from: &rest)
    let database = try Self.takeDatabaseOption(from: &rest)
    let scheme = url[..<colon.lowerBound].lowercased()
    switch scheme {
    case "redis", "rediss":
      let (endpoint, pathDatabase) = try Self.server(rest)
      self.init(
        endpoint: endpoint, username: username, password: password,
        database: database ?? pathDatabase ?? 0)
    case "unix":
      self.init(
        endpoint: try Self.socket(rest), username: username, password: password,
        database: database ?? 0)
    default:
      throw .invalidURL("it must begin with redis://, rediss:// or unix://")
    }
    if scheme == "rediss" {
      self.tls = try TLSContext(tls)
    } else if let file = RedisTLS.File.allCases.first(where: { tls[$0] != nil }) {
      throw RedisError(.invalidTLS(file), "empty unless the URL begins with rediss://")
    }
  }

  private typealias Credentials = (username: String?, password: String?)

  private static func takeCredentials(
    from rest: inout Substring
  ) throws(RedisError) -> Credentials {
    let authority = rest.prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@") else { return (nil, nil) }
    let userInfo = rest[..<at]
    rest = rest[rest.index(after: at)...]
    guard let colon = userInfo.firstIndex(of: ":") else {
      throw .invalidURL("before @ it needs user:password, or :password alone")
    }
    guard let username = userInfo[..<colon].percentDecoded,
      let password = userInfo[userInfo.index(after: colon)...].percentDecoded
    else { throw .invalidURL("user or password is wrongly percent-encoded") }
    guard !password.isEmpty else { throw .invalidURL("the password before @ is empty") }
    return (username.isEmpty ? nil : username, password)
  }

  private static func takeDatabaseOption(from rest: inout Substring) throws(RedisError) -> Int? {
    guard let mark = rest.firstIndex(of: "?") else { return nil }
    let option = rest[rest.index(after: mark)...]
    rest = rest[..<mark]
    guard option.hasPrefix("db=") else { throw .invalidURL("the only option after ? is db=number") }
    return try number(option.dropFirst(3))
  }

  private static func server(_ rest: Substring) throws(RedisError) -> (RedisEndpoint, Int?) {
    let authority = rest.prefix { $0 != "/" }
    let path = rest[authority.endIndex...].dropFirst()
    let database = path.isEmpty ? nil : try number(path)
    let host: Substring
    let port: Substring
    if authority.hasPrefix("[") {
      guard let bracket = authority.firstIndex(of: "]") else {
        throw .invalidURL("the IPv6 address lacks its closing bracket")
      }
      host = authority[..<bracket].dropFirst()
      port = authority[authority.index(after: bracket)...]
    } else {
      host = authority.prefix { $0 != ":" }
      port = authority[host.endIndex...]
    }
    guard !host.isEmpty else { throw .invalidURL("it lacks a host") }
    guard port.isEmpty || port.hasPrefix(":"),
      let number = port.isEmpty ? 6379 : Int(port.dropFirst()),
      (1...65535).contains(number)
    else { throw .invalidURL("the port must be a number from 1 to 65535") }
    return (.tcp(host: String(host), port: number), database)
  }

  private static func socket(_ rest: Substring) throws(RedisError) -> RedisEndpoint {
    guard rest.hasPrefix("/"), let path = rest.percentDecoded, !path.utf8.contains(0) else {
      throw .invalidURL("unix:// must be followed by an absolute path")
    }
    guard path.utf8.count <= 107 else {
      throw .invalidURL("the path of the socket is longer than 107 bytes")
    }
    return .unix(path: path)
  }

  private static func number(_ text: Substring) throws(RedisError) -> Int {
    guard let number = UInt16(text), text.utf8.first != UInt8(ascii: "+") else {
      throw .invalidURL("the database must be a number from 0 to 65535")
    }
    return Int(number)
  }
}

extension RedisError {
  fileprivate static func invalidURL(_ why: String) -> RedisError {
    RedisError(.invalidURL, why)
  }
}

extension Substring {
  /// The text with every %XX replaced; nil where a % lacks its digits or the bytes are not UTF-8.
  fileprivate var percentDecoded: String? {
    var bytes: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2)
      guard digits.count == 2, digits.first != UInt8(ascii: "+"),
        let text = String(digits), let value = UInt8(text, radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}

/// Where a Redis server listens.
package enum RedisEndpoint: Sendable, Hashable, CustomStringConvertible {
  /// A host name, or an IPv4 or IPv6 address without brackets.
  case tcp(host: String, port: Int)
  /// An absolute path of at most 107 bytes, which is what a socket address holds.
  case unix(path: String)

  /// The address or the path.
  package var description: String {
    switch self {
    case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unix(let path): path
    }
  }
}
