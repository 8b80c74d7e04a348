/// How much one job may ask of its egress proxy.
struct EgressLimits: Sendable {
  /// The bytes of all connections, both ways together.
  var bytes: Int
  /// How long the proxy lives.
  var lifetime: Duration
  /// Connections at the same time.
  var connections = 32
  var requestHeadBytes = 16 * 1024
  /// From a connection's start to the end of its request head.
  var requestHeadTime: Duration = .seconds(10)
  /// For looking up a name and connecting, all addresses together.
  var dialTime: Duration = .seconds(30)
  /// For one address.
  var connectTime: Duration = .seconds(10)
  /// What the kernel keeps per socket (it may double this). When a sender ends, all of it is read at once, however little
  /// the receiver accepts, so this bounds the memory of a connection.
  var receiveBufferBytes = 512 * 1024
}
