import CatalogForm
import CatalogModel
import Testing

@testable import CatalogImport

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The real files beside the checkout, which not every machine has.
enum RealData {
  static let root: String? = {
    let here = URL(filePath: #filePath).deletingLastPathComponent().path
    let names = ["/../../../shared/data", "/../../../../shared/data"]
    return names.map { here + $0 }.first { FileManager.default.fileExists(atPath: $0) }
  }()

  static let isThere: Bool = {
    if root == nil { print("no ../shared/data: tests on the real files are skipped") }
    return root != nil
  }()

  /// All files below a folder, in the order of their names, with paths that begin there.
  static func files(_ folder: String) throws -> [InputFile] {
    let root = try #require(root)
    let path = "\(root)/\(folder)"
    let names = try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
    return try names.compactMap { name in
      var isFolder = false
      guard FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder),
        !isFolder
      else { return nil }
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(path)/\(name)")))
      return InputFile(name: "\(folder)/\(name)", bytes: bytes)
    }
  }

  static func file(_ name: String) throws -> InputFile {
    let root = try #require(root)
    return InputFile(
      name: name, bytes: [UInt8](try Data(contentsOf: URL(filePath: "\(root)/\(name)"))))
  }
}

/// Reads one text as a file.
func read(
  _ text: String, name: String, as format: ImportFormat? = nil,
  parameters: ImportParameters = .init()
) throws -> ImportBatch {
  let batches = ImportReader.read(
    [InputFile(name: name, bytes: Array(text.utf8))], format: format, parameters: parameters)
  try #require(batches.count == 1)
  return batches[0]
}

extension [ImportBatch] {
  func count(_ kind: String) -> Int { reduce(0) { $0 + ($1.counts[kind] ?? 0) } }

  func problems(_ severity: ImportProblem.Severity) -> [ImportProblem] {
    flatMap { $0.problems.filter { $0.severity == severity } }
  }
}
