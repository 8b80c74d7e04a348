import Foundation

/// The kernel's wall around the programs that touch what a site sent: bubblewrap, if the host has it.
///
/// Inside there is the system's software, the tools' own folders, the job's folder as the only one that can be
/// written to, and no network at all; yt-dlp reaches its job's proxy through the program `tonearm-relay`.
package struct Sandbox: Sendable {
  /// What a program inside may reach.
  enum Network: Sendable {
    case none
    /// The egress proxy that listens on this unix socket, at ``proxyPort`` of 127.0.0.1.
    case proxy(socket: String)
  }

  /// Where yt-dlp finds the relay. Each sandbox has a network of its own, so the port is always free.
  static let proxyPort = 3128
  private static let socketInside = "/run/egress.sock"
  private static let relayInside = "/run/tonearm-relay"

  private let bubblewrap: String
  private let relay: String
  private let readable: [String]

  /// A sandbox for the programs at these paths. Whether it works must be tried.
  ///
  /// Throws ``FetchingError`` if bubblewrap, or the relay beside this program, is not installed.
  package init(programs: [String]) throws(FetchingError) {
    try self.init(programs: programs, relay: Self.installedRelay)
  }

  init(programs: [String], relay: String) throws(FetchingError) {
    let candidates = ["/usr/bin/bwrap", "/usr/local/bin/bwrap", "/bin/bwrap"]
    guard let bubblewrap = candidates.first(where: FileManager.default.isExecutableFile) else {
      throw .noBubblewrap
    }
    guard FileManager.default.isExecutableFile(atPath: relay) else { throw .noRelay(path: relay) }
    self.bubblewrap = bubblewrap
    self.relay = relay
    readable = Set(programs.flatMap(Self.home)).filter { !$0.hasPrefix("/usr/") }.sorted()
  }

  /// Beside the worker; in tests, in the folder that they were built into.
  private static var installedRelay: String {
    // Without /proc there is no such link, nor a sandbox.
    let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: own ?? "/").deletingLastPathComponent()
      .appending(path: "tonearm-relay").path
  }

  /// The command that runs `program` inside, with `folder` writable and current.
  func command(
    _ program: String, _ arguments: [String], folder: String, network: Network
  ) -> (program: String, arguments: [String]) {
    var wall = [
      "--unshare-all", "--die-with-parent", "--cap-drop", "ALL", "--proc", "/proc", "--dev", "/dev",
      "--tmpfs", "/tmp", "--tmpfs", "/run", "--ro-bind", "/usr", "/usr",
    ]
    for name in ["bin", "sbin", "lib", "lib64"] {
      wall += ["--symlink", "usr/\(name)", "/\(name)"]
    }
    // For the dynamic linker, certificates and Debian's choice of libraries; nothing with secrets.
    for path in ["ld.so.cache", "alternatives", "ssl", "ca-certificates", "localtime"] {
      wall += ["--ro-bind-try", "/etc/\(path)", "/etc/\(path)"]
    }
    for path in readable { wall += ["--ro-bind", path, path] }
    wall += ["--bind", folder, folder, "--chdir", folder]
    switch network {
    case .none:
      return (bubblewrap, wall + ["--", program] + arguments)
    case .proxy(let socket):
      // The relay ends with the worker. It is the first process, so everything that it has started ends with it.
      wall += ["--as-pid-1", "--ro-bind", socket, Self.socketInside]
      wall += ["--ro-bind", relay, Self.relayInside, "--", Self.relayInside]
      wall += ["\(Self.proxyPort)", Self.socketInside, program]
      return (bubblewrap, wall + arguments)
    }
  }

  /// What must be readable for a program to run: its own tree if it is in a `bin` folder and, if that is a
  /// Python environment, the tree of the Python that it was made from.
  private static func home(of program: String) -> [String] {
    var homes: [String] = []
    for path in [program, URL(fileURLWithPath: program).resolvingSymlinksInPath().path] {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      let isTree =
        folder.lastPathComponent == "bin" && folder.deletingLastPathComponent().path != "/"
      let root = isTree ? folder.deletingLastPathComponent().path : path
      homes.append(root)
      // Absent if it is no Python environment.
      let note = (try? String(contentsOfFile: root + "/pyvenv.cfg", encoding: .utf8)) ?? ""
      if let python = note.firstMatch(of: /home = (\/.+)/)?.1 {
        homes.append(URL(fileURLWithPath: String(python)).deletingLastPathComponent().path)
      }
    }
    return homes
  }
}
