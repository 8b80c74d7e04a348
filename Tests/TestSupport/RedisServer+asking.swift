extension RedisServer {
  /// Sends a command whose words have no spaces, and answers what Redis says in its protocol (RESP2).
  package func ask(_ words: String...) -> String {
    LocalSocket.ask(
      String(url.dropFirst("unix://".count)), words.joined(separator: " ") + "\r\n")
  }
}
