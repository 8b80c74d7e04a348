import Foundation
import TestSupport
import Testing

/// A small web server on a loopback port of its own, with or without TLS. It ends with its last reference.
final class HTTPSite: Sendable {
  /// Such as `https://127.0.0.1:4711`.
  let address: String
  private let program: Program
  private let log: TemporaryFolder

  /// Starts the site, which speaks TLS if it has a `certificate`, the path of a PEM file with key and chain.
  /// One that is deaf takes connections and never says a word.
  init(certificate: String? = nil, isDeaf: Bool = false) async throws {
    log = try TemporaryFolder()
    program = try await Program.start(
      [try TestTool.python.path, "-c", Self.source, isDeaf ? "deaf" : "", certificate ?? ""],
      output: log.path(of: "output"))
    var port = ""
    try await eventually("the port of the site", within: .seconds(60)) { [program, log] in
      let output = try String(contentsOfFile: log.path(of: "output"), encoding: .utf8)
      try #require(program.isRunning, "\(output)")
      port = output.trimmingCharacters(in: .whitespacesAndNewlines)
      return output.hasSuffix("\n")
    }
    address = "\(certificate == nil ? "http" : "https")://127.0.0.1:\(port)"
  }

  deinit { program.signal(SIGTERM) }

  /// Whether a request for `path` has come, which then may be under way.
  func isAsked(for path: String) throws -> Bool {
    try String(contentsOfFile: log.path(of: "output"), encoding: .utf8)
      .split(separator: "\n").dropFirst().contains(path[...])
  }

  /// `/echo` answers with the request as JSON, the others as their names say.
  private static let source = """
    import http.server, json, ssl, sys, time

    class Site(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def log_message(self, *arguments): pass

        def answer(self, status, headers=(), body=b"", length=None):
            self.send_response_only(status)
            for name, value in headers: self.send_header(name, value)
            self.send_header("Content-Length", len(body) if length is None else length)
            self.end_headers()
            self.wfile.write(body)

        def stream(self, piece, pause=0.0):
            self.close_connection = True
            self.send_response_only(200)
            self.end_headers()
            while True:
                self.wfile.write(piece)
                time.sleep(pause)

        def do_GET(self):
            print(self.path, flush=True)
            name, _, number = self.path.partition("?")[0].strip("/").partition("/")
            if name == "echo":
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.answer(200, body=json.dumps({
                    "method": self.command, "path": self.path, "body": body.hex(),
                    "headers": {k.lower(): v for k, v in self.headers.items()},
                }).encode())
            elif name == "status": self.answer(int(number), body=b"so it is")
            elif name == "redirect": self.answer(302, [("Location", "/echo")])
            elif name == "headers": self.answer(200, [("X-Two", "a"), ("x-two", "b"), ("Empty", "")])
            elif name == "bytes": self.answer(200, body=bytes(int(number)))
            elif name == "cut": self.answer(200, body=b"half", length=8); self.close_connection = True
            elif name == "silent": time.sleep(600)
            elif name == "drip": self.stream(b"x", pause=0.05)
            elif name == "endless": self.stream(bytes(65536))
            elif name == "endless-head":
                self.send_response_only(200)
                while True: self.wfile.write(b"X-More: " + bytes(b"x" * 1000) + b"\\r\\n")

        do_POST = do_GET

    http.server.ThreadingHTTPServer.request_queue_size = 128
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    site.handle_error = lambda *arguments: None
    deaf, certificate = sys.argv[1:]
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        site.socket = context.wrap_socket(site.socket, server_side=True)
    print(site.server_port, flush=True)
    if deaf: time.sleep(600)
    site.serve_forever()
    """
}
