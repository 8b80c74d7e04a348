/// Every configuration key, with its default and meaning: what `--help` and README show.
///
/// The environment variable of a key is `TONEARM_` and the key in upper case, dots as underscores.
package enum SettingKey: String, Sendable, CaseIterable {
  case redisURL = "redis.url"
  case redisTLSCA = "redis.tls.ca"
  case redisTLSCertificate = "redis.tls.certificate"
  case redisTLSKey = "redis.tls.key"
  case redisPrefix = "redis.prefix"
  case apiListen = "api.listen"
  case apiMetricsListen = "api.metrics.listen"
  case apiPublicURL = "api.public.url"
  case apiHosts = "api.hosts"
  case apiTrustedProxies = "api.trusted.proxies"
  case apiEventsPerUser = "api.events.per.user"
  case stateDir = "state.dir"
  case libraryDir = "library.dir"
  case libraryDomain = "library.domain"
  case libraryWatch = "library.watch"
  case libraryPoll = "library.poll.seconds"
  case libraryStandardise = "library.standardise"
  case libraryMode = "library.mode"
  case libraryTemplate = "library.template"
  case libraryTextEncodings = "library.text.encodings"
  case stagingDir = "staging.dir"
  case stagingDomain = "staging.domain"
  case stagingHours = "staging.hours"
  case webRoot = "web.root"
  case ytDlpPath = "ytdlp.path"
  case ytDlpConfigDir = "ytdlp.config.dir"
  case ffmpegPath = "ffmpeg.path"
  case denoPath = "deno.path"
  case downloadTimeout = "download.timeout.seconds"
  case downloadStall = "download.stall.seconds"
  case downloadMaxBytes = "download.max.bytes"
  case downloadMaxSeconds = "download.max.seconds"
  case lockSeconds = "lock.seconds"
  case leaseSeconds = "lease.seconds"
  case queueLimit = "queue.limit"
  case workerSlots = "worker.slots"
  case workerRoles = "worker.roles"
  case workerListen = "worker.listen"
  case egressAllow = "egress.allow"
  case egressPorts = "egress.ports"
  case notifySubsonicURL = "notify.subsonic.url"
  case notifyJellyfinURL = "notify.jellyfin.url"
  case notifyJellyfinKey = "notify.jellyfin.key"
  case notifyWebhookURL = "notify.webhook.url"
  case notifyWebhookSecret = "notify.webhook.secret"
  case logLevel = "log.level"
  case logFormat = "log.format"

  /// The value where none is configured, as one would write it; empty where there is none.
  package var defaultText: String {
    switch self {
    case .redisURL: "redis://127.0.0.1:6379/0"
    case .redisPrefix: "{tonearm}"
    case .apiListen: "127.0.0.1:8080"
    case .apiMetricsListen: "127.0.0.1:8082"
    case .apiEventsPerUser: "64"
    case .stateDir: "/var/lib/tonearm"
    case .libraryDomain: "shared"
    case .libraryWatch: "true"
    case .libraryPoll: "0"
    case .libraryStandardise: "imports"
    case .libraryMode: "0644"
    case .libraryTemplate: "{artist} - {title}"
    case .stagingDomain: "shared"
    case .stagingHours: "24"
    case .ytDlpPath: "yt-dlp"
    case .ffmpegPath: "ffmpeg"
    case .denoPath: "deno"
    case .downloadTimeout: "1800"
    case .downloadStall: "120"
    case .downloadMaxBytes: "2147483648"
    case .downloadMaxSeconds: "14400"
    case .lockSeconds: "600"
    case .leaseSeconds: "60"
    case .queueLimit: "10000"
    case .workerSlots: "2"
    case .workerRoles: "all"
    case .workerListen: "127.0.0.1:8081"
    case .egressPorts: "80,443"
    case .logLevel: "info"
    case .logFormat: "text"
    case .redisTLSCA, .redisTLSCertificate, .redisTLSKey, .apiPublicURL, .apiHosts,
      .apiTrustedProxies, .libraryDir, .libraryTextEncodings, .stagingDir, .webRoot,
      .ytDlpConfigDir,
      .egressAllow, .notifySubsonicURL, .notifyJellyfinURL, .notifyJellyfinKey, .notifyWebhookURL,
      .notifyWebhookSecret:
      ""
    }
  }

  /// What the key is for, in a few words.
  package var meaning: String {
    switch self {
    case .redisURL:
      "where Redis is: redis:// or rediss://[user:password@]host:port/db, or unix:///path"
    case .redisTLSCA: "authorities to trust for rediss:// instead of the system's, a PEM file"
    case .redisTLSCertificate: "our certificate for rediss://, a PEM file"
    case .redisTLSKey: "its private key, a PEM file without a passphrase"
    case .redisPrefix: "what the names of all keys in Redis start with"
    case .apiListen: "where the API listens: address:port, or unix:/path"
    case .apiMetricsListen: "where the API answers /metrics"
    case .apiPublicURL: "the address people open, when it is behind a proxy"
    case .apiHosts: "more host names it may be called by, with commas between"
    case .apiTrustedProxies:
      "proxies whose X-Forwarded-For and -Proto are believed: addresses, CIDR blocks, or unix"
    case .apiEventsPerUser: "most pages of one user that follow events at once; 0: no limit"
    case .stateDir: "where Tonearm keeps its own files"
    case .libraryDir: "the music folder"
    case .libraryDomain: "names the library, where several share one Redis"
    case .libraryWatch: "whether changes in the music folder are noticed as they happen"
    case .libraryPoll: "how often the music folder is looked through, for network shares; 0: never"
    case .libraryStandardise: "whose tags are put into shape: imports, all or none"
    case .libraryMode: "permissions of filed tracks, octal"
    case .libraryTemplate: "name of a filed track; folders allowed"
    case .libraryTextEncodings:
      "encodings of old tags, best first, as iconv names them; default: detected"
    case .stagingDir: "where downloads wait; default: .tonearm/staging in the library"
    case .stagingDomain: "names the storage that staging is on; shared: every worker sees it"
    case .stagingHours: "how long a download waits for its review"
    case .webRoot: "folder of the page; default: beside the binary, else the source tree"
    case .ytDlpPath: "the yt-dlp program"
    case .ytDlpConfigDir:
      "its cookies.txt is used if it exists; default: yt-dlp-config in state.dir"
    case .ffmpegPath: "the ffmpeg program"
    case .denoPath: "the JavaScript runtime for yt-dlp"
    case .downloadTimeout: "longest time for fetching one track"
    case .downloadStall: "longest time without a byte"
    case .downloadMaxBytes: "largest download"
    case .downloadMaxSeconds: "longest recording"
    case .lockSeconds: "how long a forgotten review keeps its user from starting another"
    case .leaseSeconds: "silence after which a worker's job is given to another"
    case .queueLimit: "most jobs that may wait"
    case .workerSlots: "downloads at the same time"
    case .workerRoles: "all, or some of downloads, finalize, library with commas between"
    case .workerListen: "where the worker answers health checks and /metrics"
    case .egressAllow: "private networks (CIDR) or host:port that links may use anyway"
    case .egressPorts: "ports that links may lead to"
    case .notifySubsonicURL:
      "Subsonic server that scans after imports: http(s)://user:password@host/path"
    case .notifyJellyfinURL: "Jellyfin server that refreshes its library after imports"
    case .notifyJellyfinKey: "its API key"
    case .notifyWebhookURL: "where imported tracks are posted, signed as Standard Webhooks says"
    case .notifyWebhookSecret: "its secret, whsec_ and base64"
    case .logLevel: "trace, debug, info, notice, warning, error or critical"
    case .logFormat: "text or json"
    }
  }

  /// The name of its environment variable.
  package var variable: String {
    "TONEARM_" + rawValue.uppercased().replacing(".", with: "_")
  }

  /// All keys as the text that `--help` ends with.
  package static var help: String {
    let rows = allCases.map { key in
      let value = key.defaultText.isEmpty ? "" : " [\(key.defaultText)]"
      return "\(key.variable)\(value)\n    \(key.meaning)"
    }
    return """
      Configuration comes from the environment, and from the JSON file that TONEARM_CONFIG names, where \
      TONEARM_REDIS_URL is {"redis": {"url": …}}. Defaults are in brackets.

      \(rows.joined(separator: "\n"))
      """
  }
}
