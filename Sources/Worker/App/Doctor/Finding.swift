/// What the doctor found, as one line for a person.
struct Finding: Sendable, CustomStringConvertible {
  /// How it is.
  enum Verdict: String, Sendable {
    case good = "ok"
    case doubtful = "look"
    case bad = "FAIL"
  }

  let verdict: Verdict
  let subject: String
  /// What was found and, unless it is good, what to do.
  let text: String

  init(_ verdict: Verdict, _ subject: String, _ text: String) {
    self.verdict = verdict
    self.subject = subject
    self.text = text
  }

  var description: String {
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(width - text.count, 0))
    }
    return "\(padded(verdict.rawValue, 4))  \(padded(subject, 8))  \(text)"
  }
}
