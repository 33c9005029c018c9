public import Catalog

/// A file as it was given: its path, for messages and guesses, and its content.
public struct NamedBytes: Sendable {
  public var name: String
  public var bytes: [UInt8]

  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// What a source does not say of itself.
public struct ImportParameters: Sendable {
  /// The slug of the conference that a programme is of, where its file does not tell, or tells it
  /// badly: "emnlp-2023".
  public var conference: String?
  /// An IANA zone for local times without one, such as those of older Pentabarf files.
  public var timeZone: String?
  /// Who says it; nil for the source that the format is known to come from.
  public var source: Source?

  public init(conference: String? = nil, timeZone: String? = nil, source: Source? = nil) {
    self.conference = conference
    self.timeZone = timeZone
    self.source = source
  }
}

/// Reads foreign formats into records of the catalog.
///
/// Reading is a pure function of the bytes, their names and the parameters: no clock, no database,
/// no other file. Whatever the bytes are, it ends, in memory bounded by their size, with records
/// and problems.
public enum ImportReader {
  /// The format of a file by its content; the name only decides between contents that look alike.
  ///
  /// Nil where it is none that is known.
  public static func detect(_ file: NamedBytes) -> ImportFormat? { nil }

  /// Reads files, each in the given format, or in its own where that is nil.
  ///
  /// Files that belong together (those of one Mini-Conf folder, one pyvideo edition, one year of
  /// confs.tech) make one batch, any other file one each. A file that cannot be read makes a batch
  /// of nothing but the problem; one that is no data (README.md, LICENSE, SOURCE.md, a folder's
  /// types.yml) makes none, unless it is the only file or the format is given.
  public static func read(
    _ files: [NamedBytes], format: ImportFormat? = nil, parameters: ImportParameters = .init()
  ) -> [ImportBatch] { [] }
}
