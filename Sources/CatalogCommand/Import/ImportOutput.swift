import Catalog
import CatalogForm
import Synchronization

/// Writes the problems of the input files to standard error, and counts them.
final class ProblemOutput: Sendable {
  /// Maximum number of problems of a severity to show without `--verbose`.
  private static func shown(_ severity: ImportProblem.Severity) -> Int {
    switch severity {
    case .notice, .assumption, .dropped: 20
    case .skipped: 1_000
    case .refused: .max
    }
  }
  /// Maximum number of skipped files to name, without and with `--verbose`.
  private static let filesNamed = (brief: 20, verbose: 1_000)

  private let isVerbose: Bool
  private let progress: Progress
  private let counts = Mutex<[ImportProblem.Severity: Int]>([:])

  init(isVerbose: Bool, _ progress: Progress) {
    self.isVerbose = isVerbose
    self.progress = progress
  }

  /// Returns the number of values (assumption, dropped), records (skipped) or files (refused) with
  /// a problem of the severity.
  func count(_ severity: ImportProblem.Severity) -> Int { counts.withLock { $0[severity] ?? 0 } }

  func add(_ problems: [ImportProblem]) {
    for problem in problems {
      add(problem.severity, "\(problem)", isOneMore: problem.isOneMore)
    }
  }

  func notice(_ text: String) { add(.notice, text) }

  func refuse(_ text: String) { add(.refused, text) }

  /// Reports the first names of a list under a heading, and how many more there are.
  func list(_ heading: String, _ names: [String]) {
    let limit = isVerbose ? Self.filesNamed.verbose : Self.filesNamed.brief
    let rest = names.count > limit ? ", and \(names.count - limit) more" : ""
    notice("\(heading): \(names.prefix(limit).joined(separator: ", "))\(rest)")
  }

  private func add(_ severity: ImportProblem.Severity, _ text: String, isOneMore: Bool = false) {
    let count = counts.withLock { counts in
      counts[severity, default: 0] += isOneMore ? 0 : 1
      return counts[severity] ?? 0
    }
    guard isVerbose || count <= Self.shown(severity) else { return }
    progress.clear()
    Console.printError("\(severity.rawValue): \(text)")
  }

  func finish() {
    guard !isVerbose else { return }
    for severity in ImportProblem.Severity.allCases {
      let hidden = count(severity) - Self.shown(severity)
      guard hidden > 0 else { continue }
      Console.printError("\(severity.rawValue): \(hidden) more. Use --verbose to show them all.")
    }
  }
}

/// The counts of an import, for its last lines.
struct ImportTotals {
  var files = 0
  var records = 0
  var values = 0
  var refused = 0
  /// Number of files in folders that have an unknown format.
  var skippedFiles = 0

  func text(_ problems: ProblemOutput) -> String {
    func count(_ number: Int, _ noun: String) -> String {
      "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
    let read = [count(files, "file"), count(records, "record"), count(values, "value")]
    let skipped = [
      count(refused + skippedFiles, "file"), count(problems.count(.skipped), "record"),
      count(problems.count(.dropped), "value"),
    ]
    return "read: \(read.joined(separator: ", "))"
      + "; skipped: \(skipped.joined(separator: ", "))"
      + "; by assumption: \(count(problems.count(.assumption), "value"))"
  }
}

enum ChangeOutput {
  static func show(_ change: RecordChange, _ progress: Progress) {
    progress.clear()
    var text: String
    switch change.operation {
    case .create: text = "+ \(change.kind) \(change.slug)"
    case .update: text = "~ \(change.kind) \(change.slug)"
    case .delete: text = "- \(change.kind) \(change.slug)"
    }
    for (name, before, after) in change.fields {
      switch (before, after) {
      case (nil, nil): break
      case (nil, let after?): text += "\n    \(name): \(after)"
      case (let before, let after):
        text += "\n    \(name): \(before ?? "") -> \(after ?? "nothing")"
      }
    }
    Output.say(text)
  }
}

enum Summary {
  private static let names = [
    ("conference", "conferences"), ("series", "series"), ("session", "sessions"),
    ("track", "tracks"), ("room", "rooms"), ("speaker", "speakers"), ("topic", "topics"),
    ("audience", "audiences"), ("place", "places"), ("venue", "venues"), ("source", "sources"),
    ("recommendation", "recommendations"), ("guide_item", "guide items"),
    (MergeReport.tombstones, "tombstones"),
  ]

  static func text(
    _ report: MergeReport, merged: Int, refused: Int, skipped: Int, isDryRun: Bool
  ) -> String {
    var parts: [String] = []
    for (table, name) in names {
      guard let count = report.counts[table] else { continue }
      let changes = [
        (count.created, "added"), (count.updated, "changed"), (count.deleted, "removed"),
      ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
      if !changes.isEmpty { parts.append("\(name) \(changes.joined(separator: ", "))") }
    }
    var text = isDryRun ? "would import " : "imported "
    text += "\(merged) \(merged == 1 ? "file" : "files")"
    text += parts.isEmpty ? ": no changes" : ": \(parts.joined(separator: "; "))"
    if !report.contradictions.isEmpty {
      text += "; contradictions kept: \(report.contradictions.count)"
    }
    if skipped > 0 { text += "; records skipped: \(skipped)" }
    if refused > 0 { text += "; refused: \(refused)" }
    if !isDryRun, let revision = report.revision { text += "; revision \(revision)" }
    return text
  }
}
