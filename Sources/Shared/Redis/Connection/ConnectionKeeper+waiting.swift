extension ConnectionKeeper {
  /// Puts `call` in line and waits until it is finished, or this task is cancelled.
  func replies(to call: RedisCall) async throws(RedisError) -> [RedisValue] {
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        call.whenFinished { continuation.resume(returning: $0) }
        do throws(RedisError) {
          try submit(call)
        } catch {
          call.finish(.failure(error))
        }
      }
    } onCancel: {
      call.finish(.failure(RedisError(.cancelled, "The task was cancelled.")))
    }
    return try outcome.get()
  }
}
