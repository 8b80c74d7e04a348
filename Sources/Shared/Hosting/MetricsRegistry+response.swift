import Hummingbird
import Runtime

extension MetricsRegistry {
  /// Everything counted so far, in Prometheus' text format 0.0.4.
  package var response: Response {
    Response(
      status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}
