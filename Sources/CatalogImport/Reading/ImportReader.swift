public import CatalogForm
import CatalogModel

/// Decodes files into records of the catalog.
///
/// Decoding is a pure function of the bytes, their names and the parameters; it reads no clock, no
/// database and no file except the system's time zones. It terminates for any input, with memory
/// bounded by the size of the input.
public enum ImportReader {
  /// Decodes files in the given format, or in the detected one if `format` is nil.
  ///
  /// Files that belong together (a Mini-Conf folder, a pyvideo edition, a year of confs.tech)
  /// become one batch, every other file a batch of its own. Batches are in the order of the files,
  /// those without sessions first. An unreadable file becomes a batch with only the problem. Among
  /// several files, one in an unknown format (README.md, LICENSE, types.yml) becomes no batch, and
  /// its name is passed to `passOver`, unless its extension is that of a data format and it has a
  /// syntax error.
  public static func read(
    _ files: [InputFile], format: ImportFormat? = nil, parameters: ImportParameters = .init(),
    passOver: (String) -> Void = { _ in }
  ) -> [ImportBatch] {
    var groups: [FileGroup] = []
    var places: [String: Int] = [:]
    var broken: [ImportBatch] = []
    var joining: [FileGroup] = []
    for file in files {
      guard let format = format ?? detect(file) else {
        if files.count == 1 { return [syntaxError(in: file) ?? unknown(file)] }
        if let error = syntaxError(in: file) { broken.append(error) } else { passOver(file.name) }
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
    resolveVersions(in: &batches)
    // Lists come first because keywords of papers only match existing topics.
    return batches.filter(\.document.sessions.isEmpty)
      + batches.filter { !$0.document.sessions.isEmpty }
  }

  /// Returns a batch with the syntax error of a file that has a data extension but no known format;
  /// nil if the file parses and holds something else.
  private static func syntaxError(in file: InputFile) -> ImportBatch? {
    let name = file.name.lowercased()
    guard ImportFormat.extensions.contains(where: { name.hasSuffix($0) }),
      !name.hasSuffix(".html"), !name.hasSuffix(".htm"),
      file.bytes.contains(where: { $0 > 0x20 })
    else { return nil }
    let builder = BatchBuilder(source: nil, origin: file.name, system: "", scope: "")
    do {
      if name.hasSuffix(".xml") {
        _ = try FileGroup.xml(file, builder)
      } else if name.hasSuffix("ml") || name.hasSuffix(".json") || name.hasSuffix(".jsonld") {
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

  /// Explains which headings a file that is a table by its name lacks.
  private static func headingProblem(_ file: InputFile) -> String? {
    let sample = FileSample(file)
    guard sample.syntax == .table, let table = sample.table else { return nil }
    return TableHeadings.problem(table.header)
  }

  private static func unknown(_ file: InputFile) -> ImportBatch {
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
          reason: headingProblem(file)
            ?? "unknown file format. If it is one of the supported formats,"
            + " name it with --format"
            + " (see catalog import --help)")
      ]
    } catch {
      batch.problems = [error]
    }
    return batch
  }
}

extension ImportReader {
  /// Returns the first format that recognizes the file.
  public static func detect(_ file: InputFile) -> ImportFormat? {
    let sample = FileSample(file)
    guard sample.syntax != .none else { return nil }
    return ImportFormat.all.first { $0.matches(sample) }
  }
}
