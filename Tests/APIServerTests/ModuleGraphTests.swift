import Testing

@testable import APIServer

@Suite struct ModuleGraphTests {
  private let graph = ModuleGraph([
    "app.js": """
    import * as api from './api.js';
    import {
      one, two,
    } from './list/view.js';
    /** @param {import('./unused.js').Thing} thing */
    """,
    "api.js": "export const root = '/api/v1';",
    "list/view.js": "import { row } from './row.js';\nimport '../app.js';\nimport '../gone.js';",
    "list/row.js": "export { api } from '../api.js';", "unused.js": "",
  ])

  @Test func findsModulesThroughOthersOnceEach() {
    #expect(graph.modules(neededBy: "app.js") == ["api.js", "list/row.js", "list/view.js"])
    #expect(graph.modules(neededBy: "list/row.js") == ["api.js"])
    #expect(graph.modules(neededBy: "unused.js").isEmpty)
  }

  @Test func addsALinkForEachModuleThatAScriptNeeds() {
    let html = """
        <script type="module" src="app.js"></script>
      </head>
      """
    #expect(
      graph.addingPreloads(to: html, at: "index.html") == """
          <script type="module" src="app.js"></script>
          <link rel="modulepreload" href="api.js">
          <link rel="modulepreload" href="list/row.js">
          <link rel="modulepreload" href="list/view.js">
        </head>
        """)
    #expect(graph.addingPreloads(to: "<p>none</p>", at: "help.html") == "<p>none</p>")
  }

  @Test func linksAreRelativeToTheDocument() {
    let html = #"<script type="module" src="../list/row.js"></script>"#
    #expect(
      graph.addingPreloads(to: html, at: "pages/a.html").hasSuffix(
        "\n  <link rel=\"modulepreload\" href=\"../api.js\">"))
  }

  @Test func thePageOfThisCheckoutPreloadsAllItsModules() throws {
    let page = try PageFiles(root: try PageFiles.root(configured: nil))
    let index = try #require(page.files.first { $0.path == "index.html" })
    let links = String(decoding: index.bytes, as: UTF8.self)
      .matches(of: /rel="modulepreload" href="(.+?)"/).map { String($0.1) }
    let modules = page.files.map(\.path).filter { $0.hasSuffix(".js") }
    #expect(links == modules.filter { !["app.js", "help.js"].contains($0) })
  }
}
