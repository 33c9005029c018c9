import Catalog
import CatalogImport
import SQLite
import Synchronization

/// Reads sources and merges them batch by batch, telling what happens.
final class Importer {
  private let database: ImportDatabase
  private let format: ImportFormat?
  private let parameters: ImportParameters
  private let isStrict: Bool
  private let progress = Progress()
  private let problems: ProblemOutput
  private var report = MergeReport()
  private var merged = 0
  private var changed = 0
  private var refused = 0

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

  /// Whether nothing was left out.
  var isComplete: Bool { refused == 0 && problems.skipped == 0 }

  /// Reads the files of one source, which may belong together.
  func read(_ paths: [String]) throws {
    if paths.count == 1, SourceFiles.isLasting(paths[0]) || format == .catalogNDJSON,
      let lines = try LineSource(paths[0], format: format)
    {
      return try merge(origin: lines.name) { try lines.next() }
    }
    var files: [NamedBytes] = []
    for path in paths {
      progress.show("reading \(path)")
      files.append(try SourceFiles.read(path))
    }
    let batches = ImportReader.read(files, format: format, parameters: parameters)
    for var batch in batches {
      batch.namedConference = parameters.conference
      let once = Once(batch)
      try merge(origin: batch.origin) { once.take() }
    }
  }

  /// Merges the batches of one file or folder, whole or not at all.
  private func merge(
    origin: String, _ next: @escaping @Sendable () throws -> ImportBatch?
  ) throws {
    let isStrict = isStrict
    let problems = problems
    let progress = progress
    let records = Atomic(0)
    var observer: (@Sendable (RecordChange) -> Void)?
    if database.isDryRun { observer = { ChangeOutput.show($0, progress) } }
    do {
      let part = try database.store.merge(
        next: {
          guard let batch = try next() else { return nil }
          problems.add(batch.problems)
          let isBad = batch.problems.contains { problem in
            problem.severity == .refused || isStrict && problem.severity == .skipped
          }
          if isBad { throw Refusal() }
          let count = records.add(batch.document.count, ordering: .relaxed).newValue
          progress.show("merging \(origin): \(count) records")
          return batch
        }, actor: "import",
        observer: observer)
      for notice in part.notices { problems.notice("\(origin): \(notice)") }
      merged += 1
      if part.hasChanges { changed += 1 }
      report.add(part)
    } catch is Refusal {
      refused += 1
    } catch let error as ReferenceError {
      refuse(origin, "\(error)")
    } catch let error as CircleError {
      refuse(origin, "\(error)")
    } catch let error as SQLiteError where error.code.primary == .constraint {
      // What no reader has found to be impossible, the database does: the other files go on.
      refuse(origin, error.message)
    }
  }

  private func refuse(_ origin: String, _ reason: String) {
    refused += 1
    progress.clear()
    Console.complain("refused: \(origin): \(reason)")
  }

  func finish() {
    progress.clear()
    problems.finish()
    // What has been imported is in, whether or not anybody can read of it.
    let say = database.isDryRun ? Output.say : Console.say
    for contradiction in report.contradictions.prefix(20) {
      say("contradiction: \(contradiction)")
    }
    say(
      Summary.text(
        report, merged: merged, changed: changed, refused: refused, skipped: problems.skipped,
        isDryRun: database.isDryRun))
  }
}

/// A file is not merged: the reason has been told.
private struct Refusal: Error {}
