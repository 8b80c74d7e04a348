/// What is kept of an account.
package struct Account: Sendable, Equatable, Codable {
  /// The password's hash in the form that the API's password hasher writes.
  package var passwordHash: String
  /// Changes with the password; a session that carries another stamp is over.
  package var stamp: String

  /// An account with these values.
  package init(passwordHash: String, stamp: String) {
    self.passwordHash = passwordHash
    self.stamp = stamp
  }
}
