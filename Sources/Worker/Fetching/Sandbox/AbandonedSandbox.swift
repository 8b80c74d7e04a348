import Foundation
import Glibc

/// A sandbox that outlives its worker: if bubblewrap is killed while it starts, its inner half may wait for the outer
/// one for ever.
package enum AbandonedSandbox {
  /// Ends the abandoned sandboxes around folders in `root`.
  package static func endAll(in root: String) {
    // Absent: the process has ended meanwhile.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    for process in names.compactMap({ pid_t($0) }) where isAbandoned(process, root) {
      kill(process, SIGKILL)
    }
  }

  private static func isAbandoned(_ process: pid_t, _ root: String) -> Bool {
    // Process 1 adopts orphans. Where the worker is process 1, everything ends with it.
    guard getpid() != 1, parent(of: process) == 1 else { return false }
    let words = words(of: process)
    return words.first?.hasSuffix("/bwrap") == true
      && words.contains { $0.hasPrefix(root + "/") }
  }

  private static func words(of process: pid_t) -> [String] {
    let data = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
    return data.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func parent(of process: pid_t) -> pid_t? {
    let data = FileManager.default.contents(atPath: "/proc/\(process)/stat") ?? Data()
    // pid (name) state parent …, where a name may have brackets itself.
    let fields = String(decoding: data, as: UTF8.self).split(separator: ")").last?.split(
      separator: " ")
    return fields.flatMap { $0.count > 1 ? pid_t($0[1]) : nil }
  }
}
