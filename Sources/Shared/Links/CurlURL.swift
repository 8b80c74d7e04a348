import CCurl

/// libcurl's URL parser, owning its handle and every text it hands out.
struct CurlURL: ~Copyable {
  private let handle: OpaquePointer

  /// An empty URL.
  private init() throws(ParseError) {
    guard let handle = curl_url() else { throw ParseError(code: CURLUE_OUT_OF_MEMORY) }
    self.handle = handle
  }

  /// Parses `text`, or says with libcurl's code why not. `text` must not hold a NUL.
  static func parse(_ text: String) throws(ParseError) -> CurlURL {
    let url = try CurlURL()
    try url.set(CURLUPART_URL, to: text, flags: CURLU_URLENCODE)
    return url
  }

  deinit { curl_url_cleanup(handle) }

  /// Why libcurl refused.
  struct ParseError: Error {
    let code: CURLUcode
  }

  /// The text of a part; nil where the URL has none, or it cannot be written as asked.
  func get(_ part: CURLUPart, flags: Int32 = 0) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(handle, part, &text, UInt32(flags)) == CURLUE_OK, let text else {
      return nil
    }
    defer { curl_free(text) }
    return String(cString: text)
  }

  /// Replaces a part; nil removes it.
  func set(_ part: CURLUPart, to text: String?, flags: Int32 = 0) throws(ParseError) {
    let code = curl_url_set(handle, part, text, UInt32(flags))
    guard code == CURLUE_OK else { throw ParseError(code: code) }
  }
}
