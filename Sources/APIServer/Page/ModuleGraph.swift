/// Which of the page's JavaScript modules import which others.
struct ModuleGraph {
  /// The paths of the modules that each module imports, by its own path.
  private let imports: [String: [String]]

  /// `sources` are the texts of all modules by their paths, which are relative to the page's folder.
  init(_ sources: [String: String]) {
    var imports: [String: [String]] = [:]
    for (path, text) in sources {
      imports[path] = text.matches(of: /\b(?:from|import)\s*'(\.{1,2}\/[^']+)'/)
        .map { Self.path(of: $0.1, from: path) }
        .filter { sources[$0] != nil }
    }
    self.imports = imports
  }

  /// The paths of all modules that the one at `path` needs, directly or through others; sorted.
  func modules(neededBy path: String) -> [String] {
    var found: Set<String> = []
    var pending = imports[path] ?? []
    while let next = pending.popLast() {
      if found.insert(next).inserted { pending += imports[next] ?? [] }
    }
    return found.subtracting([path]).sorted()
  }

  /// Adds links to the HTML document at `path`, so that the browser asks for everything that its module scripts
  /// need at once, not for one level of imports after the other.
  func addingPreloads(to html: String, at path: String) -> String {
    html.replacing(/<script type="module" src="([^"]+)"><\/script>/) { match in
      let links = modules(neededBy: Self.path(of: match.1, from: path))
        .map { "\n  <link rel=\"modulepreload\" href=\"\(Self.link(to: $0, from: path))\">" }
      return match.0 + links.joined()
    }
  }

  /// The path that `reference` means in the file at `base`.
  private static func path(of reference: Substring, from base: String) -> String {
    var parts = base.split(separator: "/").dropLast()
    for part in reference.split(separator: "/") {
      switch part {
      case ".": break
      case "..": _ = parts.popLast()
      default: parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }

  /// What the file at `base` calls the one at `path`.
  private static func link(to path: String, from base: String) -> String {
    String(repeating: "../", count: base.split(separator: "/").count - 1) + path
  }
}
