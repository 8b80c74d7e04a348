import TestSupport
import Testing

extension Trait where Self == IssueHandlingTrait {
  private static var heading: String { "The last lines of the logs:" }

  /// Shows with every failure what the programs of the suite's stack logged last.
  static var showingLogs: IssueHandlingTrait {
    .compactMapIssues { issue in
      // A suite inside a suite has the trait twice
      guard let stack = TonearmStack.shared,
        !issue.comments.contains(where: { $0.rawValue.hasPrefix(Self.heading) })
      else { return issue }
      var issue = issue
      issue.comments.append("\(Self.heading)\n\(stack.logs)")
      return issue
    }
  }
}
