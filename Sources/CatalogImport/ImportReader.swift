public import Catalog
public import CatalogModel

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
  /// How many times of one recurring event of a calendar are read.
  public var maximumTimes = 500
  /// The order of dates in digits, for tables whose dates leave it open.
  public var dateOrder: DateOrder?
  /// Who says it; nil for the source that the format is known to come from.
  public var source: Source?

  public init(conference: String? = nil, timeZone: String? = nil, source: Source? = nil) {
    self.conference = conference
    self.timeZone = timeZone
    self.source = source
  }
}

/// The order of the numbers of a date.
public enum DateOrder: String, CaseIterable, Sendable {
  case dmy, mdy, ymd
}

/// Reads foreign formats into records of the catalog.
///
/// Reading is a pure function of the bytes, their names and the parameters: no clock, no database,
/// no other file but the system's time zones. Whatever the bytes are, it ends, in memory bounded by
/// their size, with records and problems.
public enum ImportReader {
  /// Reads files, each in the given format, or in its own where that is nil.
  ///
  /// Files that belong together (those of one Mini-Conf folder, one pyvideo edition, one year of
  /// confs.tech) make one batch, any other file one each, in the order of the files, those without
  /// sessions first. A file that cannot be read makes a batch of nothing but the problem. One of no
  /// known format among several (README.md, LICENSE, a folder's types.yml) makes none, unless it is
  /// broken data by its name; its name goes to `passOver`.
  public static func read(
    _ files: [NamedBytes], format: ImportFormat? = nil, parameters: ImportParameters = .init(),
    passOver: (String) -> Void = { _ in }
  ) -> [ImportBatch] {
    var groups: [FileGroup] = []
    var places: [String: Int] = [:]
    var broken: [ImportBatch] = []
    var joining: [FileGroup] = []
    for file in files {
      guard let format = format ?? detect(file) else {
        if files.count == 1 { return [flaw(file) ?? unknown(file)] }
        if let flaw = flaw(file) { broken.append(flaw) } else { passOver(file.name) }
        continue
      }
      let alone = FileGroup(format: format, origin: file.name, files: [file])
      switch format.grouping {
      case .alone: groups.append(alone)
      case .joins: joining.append(alone)
      case .folder(let family, let root):
        let folder = root(file.name)
        if let place = places["\(family) \(folder)"] {
          groups[place].files.append(file)
          if format.rank < groups[place].format.rank { groups[place].format = format }
        } else {
          places["\(family) \(folder)"] = groups.count
          groups.append(FileGroup(format: format, origin: folder, files: [file]))
        }
      }
    }
    for file in joining {
      if format == nil, case .joins(let family, let root) = file.format.grouping,
        let place = places["\(family) \(root(file.origin))"]
      {
        groups[place].files += file.files
      } else {
        groups.append(file)
      }
    }
    var batches = groups.map { $0.read(parameters) } + broken
    settle(&batches)
    // The keywords of papers mean the topics that there are: those of the lists come before them.
    return batches.filter(\.document.sessions.isEmpty)
      + batches.filter { !$0.document.sessions.isEmpty }
  }

  /// Why a file that is called as data are, but is in no format that is known, cannot be read; nil
  /// where it can be, and only holds something else.
  private static func flaw(_ file: NamedBytes) -> ImportBatch? {
    let name = file.name.lowercased()
    let suffixes = [".json", ".ndjson", ".yml", ".yaml", ".xml", ".ics", ".csv", ".tsv"]
    guard suffixes.contains(where: { name.hasSuffix($0) }),
      file.bytes.contains(where: { $0 > 0x20 })
    else { return nil }
    let builder = BatchBuilder(source: nil, origin: file.name, system: "", scope: "")
    do {
      if name.hasSuffix(".xml") {
        _ = try FileGroup.xml(file, builder)
      } else if name.hasSuffix("ml") || name.hasSuffix(".json") {
        _ = try FileGroup.tree(file, builder)
      } else {
        _ = try TextDecoding.utf8(file)
      }
      return nil
    } catch {
      var batch = ImportBatch(source: nil, origin: file.name)
      batch.problems = [error]
      return batch
    }
  }

  private static func unknown(_ file: NamedBytes) -> ImportBatch {
    var batch = ImportBatch(source: nil, origin: file.name)
    guard file.bytes.contains(where: { $0 > 0x20 }) else {
      batch.problems = [ImportProblem(.refused, file: file.name, reason: "is empty")]
      return batch
    }
    let declared = XMLReader.declaredEncoding(file.bytes)
    do {
      _ = try TextDecoding.utf8(file, declared: declared)
      batch.problems = [
        ImportProblem(
          .refused, file: file.name,
          reason: "unknown file format. If it is one of the supported formats,"
            + " name it with --format"
            + " (see catalog import --help)")
      ]
    } catch {
      batch.problems = [error]
    }
    return batch
  }
}
