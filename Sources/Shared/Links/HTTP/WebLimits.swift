/// How long an answer may take, and how long it may be.
package struct WebLimits: Sendable {
  /// Until there is a connection, encrypted if it should be.
  package var connecting: Duration
  /// Until all of the answer is there.
  package var total: Duration
  /// The longest body of an answer.
  package var bodyBytes: Int

  /// Limits for small questions to servers that are near.
  package init(
    connecting: Duration = .seconds(5), total: Duration = .seconds(15), bodyBytes: Int = 1 << 20
  ) {
    self.connecting = connecting
    self.total = total
    self.bodyBytes = bodyBytes
  }
}
