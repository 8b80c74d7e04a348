/// A user of a stack, with a token, and following the events.
package final class SignedInUser: Sendable {
  package let name: String
  package let password: String
  package let token: String
  /// Speaks with the API on the user's behalf.
  package let client: HTTPClient
  package let events: EventStreamClient

  /// Makes the account and its token by the command line, and waits until the events flow.
  convenience init(_ name: String, of stack: TonearmStack) async throws {
    let password = "the password of \(name)"
    let added = try await stack.command("user", "add", name, "--password-stdin", input: password)
    guard added.status == 0 else {
      throw Program.Failed(description: "No account \(name): \(added.errorOutput)")
    }
    try await self.init(havingAccount: name, password: password, of: stack)
  }

  /// Makes a token for an account that there is, and waits until the events flow; `api` is the API to act
  /// through, `eventAPI` the one to follow the events of.
  package init(
    havingAccount name: String, password: String, of stack: TonearmStack, api: Int = 1,
    eventAPI: Int = 1
  ) async throws {
    self.name = name
    self.password = password
    let added = try await stack.command("token", "add", name)
    guard added.status == 0, added.output.hasSuffix("\n") else {
      throw Program.Failed(description: "No token for \(name): \(added.errorOutput)")
    }
    token = String(added.output.dropLast())
    let headers = ["authorization": "Bearer \(token)"]
    client = stack.client(ofAPI: api).adding(headers)
    events = EventStreamClient(
      stack.client(ofAPI: eventAPI).adding(headers), path: "/api/v1/events")
    _ = try await events.first("a snapshot") { $0.name == "snapshot" }
  }

  /// Submits a link and returns the download's id; throws where it is not accepted.
  package func submit(_ url: String) async throws -> String {
    let answer = try await client.send("POST", "/api/v1/downloads/url", json: ["url": .text(url)])
    guard answer.status == 202, let id = try answer.json["id"].text else {
      throw Program.Failed(description: "\(url) was not accepted: \(answer.text)")
    }
    return id
  }

  /// Waits for the download's first event of that name; throws as soon as it fails instead.
  package func event(
    _ name: String, of id: String, within limit: Duration = .seconds(60),
    where isMeant: (JSONValue) -> Bool = { _ in true }
  ) async throws -> JSONValue {
    try await events.first("\(name) of \(id)", within: limit) { event in
      guard event.data["id"].text == id else { return false }
      if event.name == "download_failed", name != event.name {
        throw Program.Failed(description: "\(name) never came: \(event.data["failure"])")
      }
      return event.name == name && isMeant(event.data)
    }.data
  }

  /// The names of the download's events so far, without progress.
  package func eventNames(of id: String) -> [String] {
    events.events.filter { $0.data["id"].text == id && $0.name != "download_progress" }.map(\.name)
  }

  /// Saves the download with these fields.
  package func confirm(_ id: String, _ fields: [String: JSONValue]) async throws -> HTTPAnswer {
    let body = JSONValue.object(fields.merging(["tempId": .text(id)]) { given, _ in given })
    return try await client.send("POST", "/api/v1/downloads/confirm", json: body)
  }

  /// Cancels or discards the download.
  package func delete(_ id: String) async throws -> HTTPAnswer {
    try await client.send("DELETE", "/api/v1/downloads/\(id)")
  }

  package func download(_ id: String) async throws -> JSONValue {
    try await client.send("GET", "/api/v1/downloads/\(id)").json
  }
}
