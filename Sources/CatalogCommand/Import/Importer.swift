import Catalog
import CatalogForm
import CatalogImport
import Synchronization

/// Reads input files, merges them batch by batch, and reports what happens.
final class Importer {
  private let database: ImportDatabase
  private let format: ImportFormat?
  private let parameters: ImportParameters
  private let isStrict: Bool
  private let progress = Progress()
  private let problems: ProblemOutput
  private var report = MergeReport()
  private var merged = 0
  private var totals = ImportTotals()

  init(
    _ database: ImportDatabase, format: ImportFormat?, parameters: ImportParameters,
    isStrict: Bool, isVerbose: Bool
  ) {
    self.database = database
    self.format = format
    self.parameters = parameters
    self.isStrict = isStrict
    problems = ProblemOutput(isVerbose: isVerbose, progress)
  }

  /// Whether no file, record or value was skipped.
  var isComplete: Bool {
    totals.refused == 0 && problems.count(.skipped) == 0 && problems.count(.dropped) == 0
  }

  /// Reads the files of one argument, which may belong together.
  func read(_ source: InputFiles.Found) throws {
    let paths = source.paths
    if paths.count == 1, InputFiles.isLasting(paths[0]) || format == .catalogNDJSON,
      let lines = try NDJSONReader(paths[0], format: format)
    {
      return try merge(origin: lines.name) { try lines.next() }
    }
    var files: [InputFile] = []
    for path in paths {
      progress.show("reading \(path)")
      files.append(try InputFiles.read(path))
    }
    var unknown: [String] = []
    let batches = ImportReader.read(files, format: format, parameters: parameters) {
      unknown.append($0)
    }
    passOver(source.skippedFiles, "unknown file name extension, or a symbolic link")
    passOver(unknown, "unknown file format")
    if batches.isEmpty {
      totals.skippedFiles -= unknown.count
      totals.refused += unknown.count
      refuse(
        source.origin,
        unknown.count == 1
          ? "unknown file format. If it is one of the supported formats, name it with --format (see"
            + " catalog import --help)"
          : "none of its \(unknown.count) files is in a known format. If they are in one of the"
            + " supported formats, name it with --format (see catalog import --help)")
    }
    for var batch in batches {
      batch.namedConference = parameters.conference
      let once = SingleUse(batch)
      try merge(origin: batch.origin, files: batch.fileCount) { once.take() }
    }
  }

  private func passOver(_ names: [String], _ reason: String) {
    guard !names.isEmpty else { return }
    totals.skippedFiles += names.count
    let files = names.count == 1 ? "file" : "files"
    problems.list("skipped \(names.count) \(files): \(reason)", names)
  }

  /// Merges the batches of one file or folder in one transaction.
  private func merge(
    origin: String, files: Int = 1, _ next: @escaping @Sendable () throws -> ImportBatch?
  ) throws {
    let isStrict = isStrict
    let problems = problems
    let progress = progress
    let records = Atomic(0)
    let values = Atomic(0)
    var observer: (@Sendable (RecordChange) -> Void)?
    if database.isDryRun { observer = { ChangeOutput.show($0, progress) } }
    do {
      let part = try database.store.merge(
        next: {
          guard let batch = try next() else { return nil }
          problems.add(batch.problems)
          if batch.problems.contains(where: { $0.severity == .refused }) { throw Refusal() }
          let strict = batch.problems.first { [.assumption, .skipped].contains($0.severity) }
          if isStrict, let strict {
            problems.refuse(
              "\(origin): --strict accepts no \(strict.severity == .skipped ? "skipped record" : "assumption")"
            )
            throw Refusal()
          }
          values.add(batch.valueCount, ordering: .relaxed)
          let count = records.add(batch.document.count, ordering: .relaxed).newValue
          progress.show("merging \(origin): \(count) records")
          return batch
        }, origin: .import,
        observer: observer)
      for notice in part.notices { problems.notice("\(origin): \(notice)") }
      merged += 1
      totals.files += files
      totals.records += records.load(ordering: .relaxed)
      totals.values += values.load(ordering: .relaxed)
      report.add(part)
    } catch is Refusal {
      totals.refused += files
    } catch let error as ReferenceError {
      totals.refused += files
      refuse(origin, "\(error)")
    } catch let error as ParentCycleError {
      totals.refused += files
      refuse(origin, "\(error)")
    } catch let error as ConstraintError {
      // The schema rejects values that no decoder has rejected; the import goes on with other files.
      totals.refused += files
      refuse(origin, "\(error)")
    }
  }

  private func refuse(_ origin: String, _ reason: String) {
    problems.refuse("\(origin): \(reason)")
  }

  func finish() {
    progress.clear()
    problems.finish()
    // Console.say ignores a closed standard output, which must not fail an import that is committed.
    let say = database.isDryRun ? Output.say : Console.say
    for contradiction in report.contradictions.prefix(20) {
      say("contradiction: \(contradiction)")
    }
    say(totals.text(problems))
    say(
      Summary.text(
        report, merged: merged, refused: totals.refused, skipped: problems.count(.skipped),
        isDryRun: database.isDryRun))
  }
}

/// Rolls back the merge of a file whose problem has been reported.
private struct Refusal: Error {}
