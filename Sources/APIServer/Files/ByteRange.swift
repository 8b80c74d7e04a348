/// Which bytes of a file a request asks for (RFC 9110, section 14).
enum ByteRange: Equatable {
  case whole
  /// These bytes; never none.
  case part(Range<Int>)
  /// None that the file has.
  case unsatisfiable

  /// Reads a `Range` header for a file of `sizeBytes`.
  ///
  /// A header that is absent, malformed, of another unit or asks for several ranges asks for the whole file, as the
  /// RFC allows.
  init(header: String?, sizeBytes: Int) {
    guard let header, let match = header.wholeMatch(of: /bytes=\s*([0-9]*)-([0-9]*)\s*/),
      !(match.1.isEmpty && match.2.isEmpty)
    else {
      self = .whole
      return
    }
    // A number beyond Int is beyond every file.
    let first = match.1.isEmpty ? nil : Int(match.1) ?? .max
    let last = match.2.isEmpty ? nil : Int(match.2) ?? .max
    switch (first, last) {
    case (let first?, let last?) where last < first: self = .whole
    case (let first?, let last):
      guard first < sizeBytes else {
        self = .unsatisfiable
        return
      }
      self = .part(first..<min(last ?? .max, sizeBytes - 1) + 1)
    case (nil, let length?):
      self =
        length == 0 || sizeBytes == 0
        ? .unsatisfiable : .part(max(sizeBytes - length, 0)..<sizeBytes)
    case (nil, nil): self = .whole
    }
  }
}
