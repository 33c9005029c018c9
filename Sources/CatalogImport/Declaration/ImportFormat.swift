import CatalogModel

/// A file format: how its files are detected, grouped and decoded.
///
/// A format is a constant in a file of its own, registered in `all`.
public struct ImportFormat: Sendable {
  /// The name for `--format`.
  public let name: String
  /// A description of the files, for `catalog import --help`.
  public let about: String
  let grouping: Grouping
  /// The file name extensions of the format beyond those of common syntaxes (`commonExtensions`).
  let extensions: [String]
  /// The system of the external IDs in the files.
  let system: String
  /// Returns the source of a file or folder; nil if the files name it.
  let source: @Sendable (_ origin: String) -> Source?
  /// The scope of the external IDs in a file; independent of the local path.
  let scope: @Sendable (_ origin: String) -> String
  let matches: @Sendable (FileSample) -> Bool
  let decoder: Decoder

  enum Grouping: Sendable {
    case alone
    /// All files of the family below one root; the family's first format in `all` decodes them.
    case folder(family: String, root: @Sendable (_ path: String) -> String = Paths.folder)
    /// A file on its own, unless files of the family have the same root.
    case joins(family: String, root: @Sendable (_ path: String) -> String)
  }

  init(
    _ name: String, _ about: String, grouping: Grouping = .alone, extensions: [String] = [],
    system: String? = nil,
    source: @escaping @Sendable (String) -> Source? = { _ in nil },
    scope: @escaping @Sendable (String) -> String = { _ in "" },
    matches: @escaping @Sendable (FileSample) -> Bool, decode decoder: Decoder
  ) {
    self.name = name
    self.about = about
    self.grouping = grouping
    self.extensions = extensions
    self.system = system ?? name
    self.source = source
    self.scope = scope
    self.matches = matches
    self.decoder = decoder
  }

  /// The extensions of the syntaxes that several formats share.
  private static let commonExtensions = [
    ".json", ".jsonld", ".ndjson", ".jsonl", ".yml", ".yaml", ".xml", ".html", ".htm", ".ics",
    ".ical", ".csv", ".tsv",
  ]

  /// The file name extensions of all formats; a folder's other files are skipped.
  public static let extensions = commonExtensions + all.flatMap(\.extensions)

  var rank: Int { Self.all.firstIndex(of: self) ?? Self.all.count }

  /// Returns the format with a name; nil if there is none.
  public static func named(_ name: String) -> ImportFormat? { all.first { $0.name == name } }
}

extension ImportFormat: Equatable, CustomStringConvertible {
  public static func == (one: ImportFormat, other: ImportFormat) -> Bool { one.name == other.name }
  public var description: String { name }
}
