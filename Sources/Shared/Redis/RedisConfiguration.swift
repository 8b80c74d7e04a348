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
