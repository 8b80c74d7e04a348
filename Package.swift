// swift-tools-version: 6.2

import PackageDescription

/// Warnings are errors in every target of ours.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

func module(
  _ name: String, path: String? = nil, _ dependencies: [Target.Dependency] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: path ?? "Sources/Shared/\(name)",
    swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], path: "Tests/\(name)",
    swiftSettings: strict)
}

func library(_ name: String) -> Target {
  .systemLibrary(name: name, path: "Sources/Shared/\(name)")
}

let nio: [Target.Dependency] = [
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOPosix", package: "swift-nio"),
]
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
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

let package = Package(
  name: "Tonearm",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "tonearm-api", targets: ["APIServer"]),
    .executable(name: "tonearm-worker", targets: ["Worker"]),
  ],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["JSON"]),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.4"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
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
    module("Broker", ["Redis", "Downloads", asyncAlgorithms, logging]),
    module("Links", ["CCurl", "Downloads"]),
    module("ID3", ["CID3Tag", "Downloads"]),
    module("Catalogue", grdb + ["Files", "Downloads"]),
    module("AudioFiles", ["CTagLib", "ID3", "Files", "Downloads"]),
    module("Runtime", [configuration, logging, lifecycle, metrics, coreMetrics]),

    .executableTarget(
      name: "APIServer",
      dependencies: nio + [
        "Broker", "Links", "Catalogue", "Files", "Runtime", "Downloads", hummingbird, httpTypes,
        lifecycle, commands, crypto, cryptoExtras, logging,
      ],
      path: "Sources/APIServer", exclude: ["Web"], resources: [.embedInCode("openapi.yaml")],
      swiftSettings: strict),
    module("Filing", path: "Sources/Worker/Filing", ["Files", "ID3", "Downloads"] + nio),

    .executableTarget(
      name: "Worker",
      dependencies: nio + [
        "Filing", "Broker", "Links", "Catalogue", "AudioFiles", "Files", "Runtime", "Downloads",
        "ID3",
        subprocess, system, hummingbird, lifecycle, commands, crypto, logging,
      ],
      path: "Sources/Worker", exclude: ["Filing"], swiftSettings: strict),

    .target(
      name: "TestSupport", dependencies: nio + [nioHTTP1, httpTypes], path: "Tests/TestSupport",
      exclude: ["media-site", "stand-in"], swiftSettings: strict),
    tests("DownloadsTests", ["Downloads"]),
    tests("RedisTests", nio + ["Redis", logging]),
    tests("BrokerTests", ["Broker", "Links", "Redis", "Downloads", logging]),
    tests("CatalogueTests", ["Catalogue", "Downloads"] + grdb),
    tests("AudioFilesTests", ["AudioFiles", "ID3", "Files", "Downloads"]),
    tests("LinksTests", ["Links", "Downloads"]),
    tests("ID3Tests", ["ID3", "Downloads"]),
    tests("FilesTests", ["Files", "CLinux"]),
    tests("FilingTests", ["Filing", "Files", "ID3", "Downloads"]),
    tests("RuntimeTests", ["Runtime", logging, lifecycle, coreMetrics]),
    tests(
      "APIServerTests",
      ["APIServer", "Broker", "Downloads", "Runtime", hummingbird, httpTypes, nioEmbedded] + nio),
    tests(
      "WorkerTests",
      nio + [
        "Worker", "Catalogue", "Links", "Downloads", "Files", "ID3", lifecycle, system, logging,
      ]),
    tests("EndToEndTests", ["Downloads"]),
  ])
