// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

// A release holds Swift's libraries, so that it names no folder of the toolchain, and its tables of
// addresses are read-only when it runs (full RELRO).
let hardened: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-static-stdlib", "-no-toolchain-stdlib-rpath", "-Xlinker", "-z", "-Xlinker", "relro",
      "-Xlinker", "-z", "-Xlinker", "now", "-Xlinker", "--strip-debug",
    ], .when(configuration: .release))
]

let package = Package(
  name: "catalog",
  products: [.executable(name: "catalog", targets: ["CatalogCommand"])],
  targets: [
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CSystem"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    // Files of the top-level folders of the same names, embedded in the binary.
    .target(name: "Migrations", path: "Migrations", sources: ["embedded.c"]),
    .target(name: "Seeds", path: "Seeds", sources: ["embedded.c"]),
    .target(name: "Site", sources: ["embedded.c"]),

    .target(name: "Common", swiftSettings: strict),
    .target(name: "SQLite", dependencies: ["Common", "CSQLite"], swiftSettings: strict),
    .target(name: "JSON", swiftSettings: strict),
    .target(name: "HTTP", swiftSettings: strict),
    .target(name: "HTTPServer", dependencies: ["HTTP", "CSystem"], swiftSettings: strict),
    .target(name: "CatalogModel", swiftSettings: strict),
    .target(name: "CatalogForm", dependencies: ["CatalogModel", "JSON"], swiftSettings: strict),
    .target(
      name: "Catalog",
      dependencies: [
        "CatalogForm", "CatalogModel", "Common", "SQLite", "JSON", "Migrations", "Seeds",
      ],
      swiftSettings: strict),
    .target(
      name: "CatalogImport", dependencies: ["CatalogForm", "CatalogModel", "JSON", "CYAML"],
      exclude: ["Meaning/WindowsZones.py"], swiftSettings: strict),
    .target(
      name: "CatalogAPI",
      dependencies: [
        "Catalog", "CatalogForm", "CatalogModel", "Common", "HTTP", "JSON", "CZlib", "Site",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "CatalogCommand",
      dependencies: [
        "CatalogAPI", "Catalog", "CatalogForm", "CatalogModel", "CatalogImport", "HTTPServer",
        "HTTP", "JSON", "CSystem",
      ],
      swiftSettings: strict, linkerSettings: hardened),

    .testTarget(name: "SQLiteTests", dependencies: ["SQLite", "Common"], swiftSettings: strict),
    .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: strict),
    .testTarget(name: "HTTPTests", dependencies: ["HTTP"], swiftSettings: strict),
    .testTarget(
      name: "HTTPServerTests", dependencies: ["HTTPServer", "HTTP", "CSystem"],
      swiftSettings: strict),
    .testTarget(
      name: "CatalogTests",
      dependencies: ["Catalog", "CatalogForm", "CatalogModel", "SQLite", "JSON"],
      swiftSettings: strict),
    .testTarget(
      name: "CatalogImportTests",
      dependencies: ["CatalogImport", "CatalogForm", "CatalogModel", "JSON"],
      swiftSettings: strict),
    .testTarget(
      name: "CatalogAPITests",
      dependencies: [
        "CatalogAPI", "Catalog", "CatalogForm", "CatalogModel", "SQLite", "HTTP", "JSON", "CZlib",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SystemTests",
      dependencies: [
        "CatalogCommand", "CatalogAPI", "Catalog", "CatalogForm", "CatalogModel", "HTTP",
        "HTTPServer", "JSON", "SQLite",
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
