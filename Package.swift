// swift-tools-version: 6.2

import PackageDescription

/// Warnings are errors in every target of ours.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

func module(
  _ name: String, path: String? = nil, _ dependencies: [Target.Dependency] = [],
  resources: [Resource]? = nil
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: path ?? "Sources/Shared/\(name)",
    resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], path: "Tests/\(name)",
    swiftSettings: strict)
}

func workerModule(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  module(name, path: "Sources/Worker/\(name)", dependencies)
}

func library(_ name: String) -> Target {
  .systemLibrary(name: name, path: "Sources/Shared/\(name)")
}

let nio: [Target.Dependency] = [
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOPosix", package: "swift-nio"),
]
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let coreMetrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let lifecycle = Target.Dependency.product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let commands = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "_CryptoExtras", package: "swift-crypto")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let asyncAlgorithms = Target.Dependency.product(
  name: "AsyncAlgorithms", package: "swift-async-algorithms")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let grdb: [Target.Dependency] = [
  .product(name: "GRDB", package: "GRDB.swift"),
  .product(name: "GRDBSQLite", package: "GRDB.swift"),
]
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

/// Packages that only our packages need, pinned as well. SwiftPM warns of a package that no target names, so one target
/// names them, for a platform that Tonearm does not run on.
let pinned: [Target.Dependency] = [
  ("Algorithms", "swift-algorithms"), ("SwiftASN1", "swift-asn1"), ("Atomics", "swift-atomics"),
  ("X509", "swift-certificates"), ("DequeModule", "swift-collections"),
  ("Instrumentation", "swift-distributed-tracing"),
  ("StructuredFieldValues", "swift-http-structured-headers"), ("NIOExtras", "swift-nio-extras"),
  ("NIOHTTP2", "swift-nio-http2"), ("NIOTransportServices", "swift-nio-transport-services"),
  ("RealModule", "swift-numerics"), ("ServiceContextModule", "swift-service-context"),
].map { .product(name: $0, package: $1, condition: .when(platforms: [.windows])) }

let package = Package(
  name: "Tonearm",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "tonearm-api", targets: ["APIServer"]),
    .executable(name: "tonearm-worker", targets: ["Worker"]),
    .executable(name: "tonearm-relay", targets: ["Relay"]),
  ],
  dependencies: [
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2", traits: []),
    .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0", traits: ["JSON"]),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-async-algorithms", exact: "1.1.4"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    // What those depend on; see `pinned`.
    .package(url: "https://github.com/apple/swift-algorithms", exact: "1.2.1"),
    .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
    .package(url: "https://github.com/apple/swift-atomics", exact: "1.3.0"),
    .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
    .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
    .package(url: "https://github.com/apple/swift-distributed-tracing", exact: "1.7.3"),
    .package(url: "https://github.com/apple/swift-http-structured-headers", exact: "1.7.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-http2", exact: "1.46.0"),
    .package(url: "https://github.com/apple/swift-nio-transport-services", exact: "1.28.0"),
    .package(url: "https://github.com/apple/swift-numerics", exact: "1.1.1"),
    .package(url: "https://github.com/apple/swift-service-context", exact: "1.5.1"),
  ],
  targets: [
    library("CHiredis"), library("CID3Tag"), library("CCurl"),
    .target(name: "CLinux", path: "Sources/Shared/CLinux"),

    .target(
      name: "CTagLib", path: "Sources/Shared/CTagLib",
      cxxSettings: [.treatAllWarnings(as: .error)], linkerSettings: [.linkedLibrary("tag")]),

    module("Downloads"),
    module("Files", ["CLinux"]),
    module("Redis", nio + [nioSSL, "CHiredis", logging, crypto]),
    module(
      "Broker", ["Redis", "Downloads", asyncAlgorithms, logging],
      resources: [.embedInCode("Scripts")]),
    module("Links", ["CCurl", "Downloads"]),
    module("ID3", ["CID3Tag", "Downloads"]),
    module("Catalogue", grdb + ["Files", "Downloads"]),
    module("AudioFiles", ["CTagLib", "ID3", "Files", "Downloads"]),
    module("Runtime", [configuration, logging, lifecycle, metrics, coreMetrics]),

    module("Hosting", nio + pinned + ["Runtime", "Broker", "Downloads", hummingbird, logging]),

    .executableTarget(
      name: "APIServer",
      dependencies: nio + [
        "Hosting", "Broker", "Links", "Catalogue", "Files", "Runtime", "Downloads", hummingbird,
        httpTypes,
        lifecycle, commands, crypto, cryptoExtras, logging,
      ],
      path: "Sources/APIServer", exclude: ["Web"], resources: [.embedInCode("openapi.yaml")],
      swiftSettings: strict),
    workerModule(
      "Fetching",
      nio + ["CLinux", "Files", "Links", "Runtime", "Downloads", subprocess, system, logging]),
    workerModule("Filing", ["Files", "ID3", "Downloads"] + nio),
    workerModule(
      "LibraryKeeping",
      nio + [
        "Fetching", "AudioFiles", "ID3", "Files", "Catalogue", "Broker", "Links", "Runtime",
        "Downloads", system, lifecycle, crypto, logging,
      ]),
    workerModule("Notifications", ["Links", "Runtime", lifecycle, crypto, logging]),
    // Linked statically, so that a sandbox needs no libraries of Swift's for it.
    .executableTarget(
      name: "Relay", path: "Sources/Worker/Relay", swiftSettings: strict,
      linkerSettings: [.unsafeFlags(["-static-stdlib"])]),
    .executableTarget(
      name: "Worker",
      dependencies: nio + [
        "Fetching", "Filing", "LibraryKeeping", "Notifications", "Hosting", "Broker", "Links",
        "Catalogue", "Files", "Runtime", "Downloads", "ID3", hummingbird, lifecycle, commands,
        logging,
      ],
      path: "Sources/Worker/App", swiftSettings: strict),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    tests("DownloadsTests", ["Downloads"]),
    tests("RedisTests", nio + ["Redis", logging]),
    tests("BrokerTests", ["Broker", "Links", "Redis", "Downloads", logging]),
    tests("CatalogueTests", ["Catalogue", "Downloads"] + grdb),
    .executableTarget(
      name: "EditProbe", dependencies: ["AudioFiles", "ID3", "Files", "Downloads"],
      path: "Tests/EditProbe", swiftSettings: strict),
    tests("AudioFilesTests", ["AudioFiles", "ID3", "Files", "Downloads"]),
    tests("LinksTests", ["Links", "Downloads"]),
    tests("ID3Tests", ["ID3", "Downloads"]),
    tests("FilesTests", ["Files", "CLinux"]),
    tests("FilingTests", ["Filing", "Files", "ID3", "Downloads"]),
    tests("RuntimeTests", ["Runtime", logging, lifecycle, coreMetrics]),
    tests(
      "APIServerTests",
      nio + [
        "APIServer", "Broker", "Catalogue", "Links", "Downloads", "Runtime", hummingbird, httpTypes,
        nioEmbedded, logging,
      ]),
    tests("HostingTests", ["Hosting", "Broker", "Runtime", "Downloads"]),
    tests("FetchingTests", ["Fetching", "Downloads", logging] + nio),
    tests("NotificationsTests", ["Notifications", "Links", "Runtime", lifecycle, logging]),
    tests(
      "LibraryKeepingTests",
      nio + [
        "LibraryKeeping", "Fetching", "AudioFiles", "Catalogue", "Links", "Downloads", "Files",
        "ID3",
        lifecycle, system, logging,
      ]),
    // Apart from the others, because it measures how soon a change in the folder is noticed.
    tests(
      "LibraryWatchingTests",
      ["LibraryKeeping", "Catalogue", "Files", "Downloads", system, logging]),
  ])
