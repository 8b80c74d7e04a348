/// What a web server answered.
package struct WebAnswer: Sendable {
  /// The status code, whatever it says: a refusal is an answer too.
  package let status: Int
  /// By lowercase name; the values of several headers of one name with commas between.
  package let headers: [String: String]
  /// Not longer than the client allows.
  package let body: [UInt8]
}
