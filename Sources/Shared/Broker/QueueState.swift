/// How many jobs of a stream wait for a worker, and since when.
package struct QueueState: Sendable, Equatable {
  /// Jobs that no worker has taken.
  package let length: Int
  /// How long the first of them has waited; nil where none waits.
  package let oldestWait: Duration?

  /// A queue in this state.
  package init(length: Int, oldestWait: Duration?) {
    self.length = length
    self.oldestWait = oldestWait
  }
}
