/// The version of Tonearm that this program was built from.
package enum TonearmVersion {
  /// In the form of Semantic Versioning 2.0.
  package static let current = "0.1.0"
}
