import Catalog
import Synchronization

/// Tells on standard error what is wrong with the sources.
final class ProblemOutput: Sendable {
  private static let noticesShown = 20

  private let isVerbose: Bool
  private let progress: Progress
  private let notices = Atomic(0)
  private let left = Atomic(0)

  init(isVerbose: Bool, _ progress: Progress) {
    self.isVerbose = isVerbose
    self.progress = progress
  }

  /// How many records were left out.
  var skipped: Int { left.load(ordering: .relaxed) }

  func add(_ problems: [ImportProblem]) {
    for problem in problems {
      guard problem.severity != .notice else {
        notice("\(problem)")
        continue
      }
      if problem.severity == .skipped, !problem.isOneMore { left.add(1, ordering: .relaxed) }
      progress.clear()
      Console.complain("\(problem.severity.rawValue): \(problem)")
    }
  }

  func notice(_ text: String) {
    let count = notices.add(1, ordering: .relaxed).newValue
    guard isVerbose || count <= Self.noticesShown else { return }
    progress.clear()
    Console.complain("notice: \(text)")
  }

  func finish() {
    let count = notices.load(ordering: .relaxed)
    guard !isVerbose, count > Self.noticesShown else { return }
    Console.complain("notice: \(count - Self.noticesShown) more; --verbose shows them all")
  }
}

/// Prints what a dry run would change.
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

/// The last line of an import.
enum Summary {
  private static let names = [
    ("conference", "conferences"), ("series", "series"), ("session", "sessions"),
    ("track", "tracks"), ("room", "rooms"), ("speaker", "speakers"), ("topic", "topics"),
    ("audience", "audiences"), ("place", "places"), ("source", "sources"),
    ("recommendation", "recommendations"), ("guide_item", "guide items"),
  ]

  static func text(
    _ report: MergeReport, merged: Int, changed: Int, refused: Int, skipped: Int, isDryRun: Bool
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
    text += "\(merged) \(merged == 1 ? "source" : "sources")"
    text += parts.isEmpty ? ": nothing new" : ": \(parts.joined(separator: "; "))"
    if !report.contradictions.isEmpty {
      text += "; contradictions kept: \(report.contradictions.count)"
    }
    if skipped > 0 { text += "; records left out: \(skipped)" }
    if refused > 0 { text += "; refused: \(refused)" }
    if !isDryRun, let revision = report.revision { text += "; revision \(revision)" }
    return text
  }
}
