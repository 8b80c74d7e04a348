import ArgumentParser
import Foundation

/// Reads a password from a terminal or from a script.
enum PasswordPrompt {
  /// Reads one line from standard input, or asks on the terminal without showing what is typed.
  static func read(fromStandardInput: Bool) throws -> String {
    let password: String?
    if fromStandardInput || isatty(STDIN_FILENO) == 0 {
      password = readLine(strippingNewline: true)
    } else {
      password = getpass("Password: ").map { String(cString: $0) }
    }
    guard let password, (8...1024).contains(password.unicodeScalars.count) else {
      throw ValidationError("A password has at least 8 characters.")
    }
    return password
  }
}
