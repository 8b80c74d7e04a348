import Foundation

/// The kernel's wall around the programs that touch what a site sent: bubblewrap, where the host has it.
///
/// Inside there is the system's software, the tools' own folders, the job's folder as the only one that can be
/// written to, and no network at all; yt-dlp's way out is a relay to its job's proxy.
struct Sandbox: Sendable {
  /// What a program inside may reach.
  enum Network: Sendable {
    case none
    /// The egress proxy that listens on this unix socket, at ``proxyPort`` of 127.0.0.1.
    case proxy(socket: String)
  }

  /// Where yt-dlp finds the relay; the network is its own, so the port is always free.
  static let proxyPort = 3128
  private static let socketInside = "/run/egress.sock"

  private let bubblewrap: String
  private let worker: String
  private let readable: [String]

  /// A sandbox for `programs`, or nil where bubblewrap is not installed. Whether it works must be tried.
  ///
  /// `worker` is the program with the `relay` command; this one, unless a test says otherwise.
  init?(programs: [String], worker: String? = nil) {
    let candidates = ["/usr/bin/bwrap", "/usr/local/bin/bwrap", "/bin/bwrap"]
    guard let bubblewrap = candidates.first(where: FileManager.default.isExecutableFile),
      let worker = worker
        ?? (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    else { return nil }
    self.bubblewrap = bubblewrap
    self.worker = worker
    readable = Set((programs + [worker]).flatMap(Self.home) + Self.ownFiles()).filter {
      !$0.hasPrefix("/usr/")
    }
    .sorted()
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
    // What the dynamic linker, certificates and Debian's choice of libraries need; nothing with secrets.
    for path in ["ld.so.cache", "alternatives", "ssl", "ca-certificates", "localtime"] {
      wall += ["--ro-bind-try", "/etc/\(path)", "/etc/\(path)"]
    }
    for path in readable { wall += ["--ro-bind", path, path] }
    wall += ["--bind", folder, folder, "--chdir", folder]
    switch network {
    case .none:
      return (bubblewrap, wall + ["--", program] + arguments)
    case .proxy(let socket):
      // The relay ends with the worker, and being the first process, with everything that it has let loose.
      wall += ["--as-pid-1", "--ro-bind", socket, Self.socketInside]
      let relay = ["relay", "--port", "\(Self.proxyPort)", "--socket", Self.socketInside, "--"]
      return (bubblewrap, wall + ["--", worker] + relay + [program] + arguments)
    }
  }

  /// What must be readable for a program to run: its own tree if it is in a `bin` folder, and, if that is a
  /// Python environment, the tree of the Python it was made from.
  private static func home(of program: String) -> [String] {
    var homes: [String] = []
    for path in [program, URL(fileURLWithPath: program).resolvingSymlinksInPath().path] {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      let isTree =
        folder.lastPathComponent == "bin" && folder.deletingLastPathComponent().path != "/"
      let root = isTree ? folder.deletingLastPathComponent().path : path
      homes.append(root)
      // Absent where it is no Python environment.
      let note = (try? String(contentsOfFile: root + "/pyvenv.cfg", encoding: .utf8)) ?? ""
      if let python = note.firstMatch(of: /home = (\/.+)/)?.1 {
        homes.append(URL(fileURLWithPath: String(python)).deletingLastPathComponent().path)
      }
    }
    return homes
  }

  /// This program's file and the libraries it was linked with, for the relay.
  private static func ownFiles() -> [String] {
    // Read to its end: this file's size is said to be 0. Without it the sandbox will not pass its trial.
    let data = try? FileHandle(forReadingAtPath: "/proc/self/maps")?.readToEnd()
    let maps = String(decoding: data ?? Data(), as: UTF8.self)
    return maps.split(separator: "\n").compactMap { line in
      guard let slash = line.firstIndex(of: "/"), !line.hasSuffix("(deleted)") else { return nil }
      return String(line[slash...])
    }
  }
}
