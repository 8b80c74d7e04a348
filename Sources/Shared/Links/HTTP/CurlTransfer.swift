import CCurl
import Synchronization

/// One request and its answer on a libcurl handle of their own; used by one thread, which it blocks.
final class CurlTransfer {
  /// libcurl must be set up once, before anything else and not at the same time as anything else.
  private static let setUp = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

  private let handle: UnsafeMutableRawPointer
  private let limits: WebLimits
  private let stop: TransferStop
  private var headers: UnsafeMutablePointer<curl_slist>?
  private var body: [UInt8] = []
  private var isTooLarge = false

  init(limits: WebLimits, stop: TransferStop) throws(WebError) {
    guard Self.setUp == CURLE_OK, let handle = curl_easy_init() else {
      throw WebError(CURLE_FAILED_INIT)
    }
    self.handle = handle
    self.limits = limits
    self.stop = stop
    try set(CURLOPT_PROTOCOLS_STR, "http,https")
    try set(CURLOPT_PROXY, "")
    try set(CURLOPT_NOSIGNAL, 1)
    // A name that is still looked up at the deadline is left to it: the end of that may be seconds away.
    try set(CURLOPT_QUICK_EXIT, 1)
    try set(CURLOPT_CONNECTTIMEOUT_MS, limits.connecting)
    try set(CURLOPT_TIMEOUT_MS, limits.total)
  }

  deinit {
    curl_easy_cleanup(handle)
    curl_slist_free_all(headers)
  }

  /// Trusts the authorities in a PEM file instead of the system's; nil changes nothing.
  func trust(_ authorities: String?) throws(WebError) {
    if let authorities { try set(CURLOPT_CAINFO, authorities) }
  }

  /// Says what to send; the request's headers must be valid.
  func prepare(_ request: WebRequest, userAgent: String) throws(WebError) {
    try set(CURLOPT_URL, request.url.text)
    try set(CURLOPT_USERAGENT, userAgent)
    if request.method == .post {
      try check(tonearm_curl_set_body(handle, request.body, request.body.count))
      // libcurl's own additions: an upload form's type, and asking first whether a body is welcome
      try addHeader("Content-Type:")
      try addHeader("Expect:")
    }
    for (name, value) in request.headers {
      try addHeader(value.isEmpty ? "\(name);" : "\(name): \(value)")
    }
    try check(tonearm_curl_set_list(handle, CURLOPT_HTTPHEADER, headers))
  }

  /// Sends the request. Throws ``WebError`` or `CancellationError`.
  func perform() throws -> WebAnswer {
    let context = Unmanaged.passUnretained(self).toOpaque()
    try check(
      tonearm_curl_on_body(
        handle,
        { bytes, size, count, context in
          CurlTransfer.of(context)?.receive(
            UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
        }, context))
    try check(
      tonearm_curl_on_progress(
        handle,
        { context, _, _, _, _ in CurlTransfer.of(context)?.stop.isRequested == false ? 0 : 1 },
        context))
    let code = curl_easy_perform(handle)
    if isTooLarge {
      throw WebError(.tooLarge, "the answer is longer than \(limits.bodyBytes) bytes")
    }
    if code == CURLE_ABORTED_BY_CALLBACK { throw CancellationError() }
    try check(code)
    var status = 0
    try check(tonearm_curl_get_number(handle, CURLINFO_RESPONSE_CODE, &status))
    return WebAnswer(status: status, headers: answerHeaders(), body: body)
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> CurlTransfer? {
    context.map { Unmanaged.fromOpaque($0).takeUnretainedValue() }
  }

  /// Takes a piece of the answer; a result other than its length ends the transfer.
  private func receive(_ piece: UnsafeRawBufferPointer) -> Int {
    guard piece.count <= limits.bodyBytes - body.count else {
      isTooLarge = true
      return 0
    }
    body.append(contentsOf: piece)
    return piece.count
  }

  private func answerHeaders() -> [String: String] {
    var fields: [String: String] = [:]
    var previous: UnsafeMutablePointer<curl_header>?
    while let field = curl_easy_nextheader(handle, UInt32(CURLH_HEADER), -1, previous) {
      // libcurl 7.88 leaves the carriage return of a header that is empty.
      let value = String(cString: field.pointee.value).trimmingPrefix("\r")
      let name = String(cString: field.pointee.name).lowercased()
      fields[name] = fields[name].map { "\($0), \(value)" } ?? String(value)
      previous = field
    }
    return fields
  }

  private func addHeader(_ line: String) throws(WebError) {
    guard let longer = curl_slist_append(headers, line) else { throw WebError(CURLE_OUT_OF_MEMORY) }
    headers = longer
  }

  private func set(_ option: CURLoption, _ number: Int) throws(WebError) {
    try check(tonearm_curl_set_number(handle, option, number))
  }

  /// Sets milliseconds, of which libcurl takes 0 for forever.
  private func set(_ option: CURLoption, _ duration: Duration) throws(WebError) {
    try set(option, max(1, Int(duration / .milliseconds(1))))
  }

  private func set(_ option: CURLoption, _ text: String) throws(WebError) {
    try check(tonearm_curl_set_text(handle, option, text))
  }

  private func check(_ code: CURLcode) throws(WebError) {
    guard code == CURLE_OK else { throw WebError(code) }
  }
}

/// Asks a transfer, which is on another thread, to end.
final class TransferStop: Sendable {
  private let flag = Atomic(false)

  var isRequested: Bool { flag.load(ordering: .relaxed) }

  func request() { flag.store(true, ordering: .relaxed) }
}
