import Foundation
import Testing

/// The modules depend on each other in one direction, and so do the folders of a module.
@Suite struct `The modules` {
  private static func text(_ path: String) throws -> String {
    let file = `The README`.root.appendingPathComponent(path)
    return try String(contentsOf: file, encoding: .utf8)
  }

  /// The Swift files of a module or folder, by their paths in it.
  private static func files(_ path: String) throws -> [(path: String, text: String)] {
    let folder = `The README`.root.appendingPathComponent(path).path
    return try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".swift") }.map { ($0, try text("\(path)/\($0)")) }
  }

  /// The third column of the README's table of modules.
  private static func documented() throws -> [String: Set<Substring>] {
    let row = /\| `Sources\/(\w+)` \|.*\| ([\w, ]*) ?\|/
    let rows = try text("README.md").split(separator: "\n").compactMap { $0.wholeMatch(of: row) }
    return Dictionary(
      uniqueKeysWithValues: rows.map {
        (String($0.1), Set($0.2.split { $0 == "," || $0 == " " }))
      })
  }

  /// The dependencies of each target of Package.swift.
  private static func declared() throws -> [String: Set<Substring>] {
    let target = /name: "(\w+)",(?:\s*dependencies: \[([^\]]*)\])?/
    let matches = try text("Package.swift").matches(of: target)
    return Dictionary(
      matches.map { ($0.1.description, Set(($0.2 ?? "").split { !$0.isLetter })) },
      uniquingKeysWith: { first, _ in first })
  }

  static let modules = [
    "Common", "SQLite", "JSON", "HTTP", "HTTPServer", "CatalogModel", "CatalogForm", "Catalog",
    "CatalogImport", "CatalogAPI", "CatalogCommand",
  ]

  @Test(arguments: modules)
  func `Use what the README shows, Package swift declares and the files import`(
    _ module: String
  ) throws {
    let documented = try #require(try Self.documented()[module])
    #expect(try Self.declared()[module] == documented, "Package.swift")
    var imported: Set<Substring> = []
    for file in try Self.files("Sources/\(module)") {
      let names = file.text.matches(of: /(?m)^(?:\w+ )?import (\w+)$/).map(\.1)
      imported.formUnion(names)
    }
    let system: Set<Substring> = ["Dispatch", "Glibc", "Synchronization"]
    #expect(imported.subtracting(system) == documented, "imports")
  }

  /// Each folder uses only those before it.
  static let folders: KeyValuePairs = [
    "CatalogModel": ["Text", "Time", "Records"],
    "CatalogForm": ["Parameters", "Values", "Fields", "Document", "Merge"],
    "Catalog": [
      "Query", "Search", "Memory", "Names", "Records", "Filters", "Lists", "BulkLoad", "Write",
      "Check", "Access", "Store", "Changes", "Edit",
    ],
    "CatalogImport": [
      "Text", "Batch", "Tree", "Meaning", "Declaration", "Formats", "Reading",
    ],
    "CatalogAPI": [
      "Coding", "Representation", "Schemas", "Caching", "Problems", "Environment", "Operations",
      "Interpretation", "Rendering", "Pages", "Following", "Endpoints", "Writing",
      "Documentation", "Answering",
    ],
    "CatalogCommand": ["CommandLine", "Commands", "Import", "Serve"],
  ]

  @Test(arguments: folders.map { (module: $0.key, folders: $0.value) })
  func `Have folders that name no type of a later one`(
    _ module: String, _ folders: [String]
  ) throws {
    let declaration =
      /(?m)^(?:(?:public|package|final|indirect) )*(?:struct|enum|class|actor|protocol|typealias) (\w+)/
    let files = try Self.files("Sources/\(module)").map { path, text in
      let code = text.replacing(/\/\/.*/, with: "").replacing(/"(?:\\.|[^"\\\n])*"/, with: "")
        // A nested type is not the type of the same name beside it.
        .replacing(/\.[A-Z]\w*/, with: "")
      // The files beside the folders stand above them all.
      let folder = path.contains("/") ? String(path.prefix { $0 != "/" }) : nil
      return (
        path: path, code: code, place: folder.map { folders.firstIndex(of: $0) } ?? folders.count
      )
    }
    let unlisted = files.filter { $0.place == nil }.map(\.path)
    #expect(unlisted.isEmpty)
    var places: [Substring: Int] = [:]
    for file in files {
      for type in file.code.matches(of: declaration).map(\.1) { places[type] = file.place }
    }
    for file in files {
      let later = Set(file.code.matches(of: /\b[A-Z]\w*/).map(\.0)).filter {
        (places[$0] ?? 0) > file.place ?? folders.count
      }
      #expect(later.isEmpty, "\(file.path)")
    }
  }
}
