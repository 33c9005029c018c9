import Catalog
import CatalogModel

/// A file format: how its files are recognised, which of them belong together, and how they are read.
///
/// A format is a constant in a file of its own. It takes part once it stands in `all`.
public struct ImportFormat: Sendable {
  /// The name for `--format`.
  public let name: String
  /// What the files are, for `catalog import --help`.
  public let about: String
  let grouping: Grouping
  /// The system of the identifiers in the files.
  let system: String
  /// Who publishes the files, by the file or folder that is read; nil if the files tell.
  let source: @Sendable (_ origin: String) -> Source?
  /// The part of the source in which identifiers are unique, wherever the file lies here.
  let scope: @Sendable (_ origin: String) -> String
  let matches: @Sendable (FileSample) -> Bool
  let decoder: Decoder

  /// Which files make one batch.
  enum Grouping: Sendable {
    case alone
    /// All files of the family below one root. The format of the family that stands first in `all`
    /// decodes them.
    case folder(family: String, root: @Sendable (_ path: String) -> String = Paths.folder)
    /// A file alone, unless files of the family have the same root.
    case joins(family: String, root: @Sendable (_ path: String) -> String)
  }

  init(
    _ name: String, _ about: String, grouping: Grouping = .alone, system: String? = nil,
    source: @escaping @Sendable (String) -> Source? = { _ in nil },
    scope: @escaping @Sendable (String) -> String = { _ in "" },
    matches: @escaping @Sendable (FileSample) -> Bool, decode decoder: Decoder
  ) {
    self.name = name
    self.about = about
    self.grouping = grouping
    self.system = system ?? name
    self.source = source
    self.scope = scope
    self.matches = matches
    self.decoder = decoder
  }

  /// The place in `all`.
  var rank: Int { Self.all.firstIndex(of: self) ?? Self.all.count }

  /// Returns nil if no format has the name.
  public static func named(_ name: String) -> ImportFormat? { all.first { $0.name == name } }
}

extension ImportFormat: Equatable, CustomStringConvertible {
  public static func == (one: ImportFormat, other: ImportFormat) -> Bool { one.name == other.name }
  public var description: String { name }
}
