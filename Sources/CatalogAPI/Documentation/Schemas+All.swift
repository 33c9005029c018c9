import Catalog
import CatalogForm

extension Schemas {
  static let all: [(name: String, schema: Schema)] =
    records + parts + selections + forms + hits + inputs + envelopes + lists + documents

  /// The schemas of the records that clients send.
  private static let inputs = WritableKind.all.map { (name: $0.inputName, schema: $0.input) }

  /// Returns the name of the schema of an operation's response.
  static func name(of operation: Operation) -> String {
    if operation.path.hasSuffix("/history") || operation.path == "/audit" { return "AuditList" }
    return named[operation.path] ?? "Response"
  }

  /// The names of response schemas, by path.
  private static let named = [
    "/": "RootResponse", "/revision": "RevisionResponse", "/healthz": "HealthResponse",
    "/readyz": "ReadinessResponse",
    "/problems": "ProblemKindList", "/problems/{problem}": "ProblemKindResponse",
    "/series/{series}/next": "NextEditionResponse",
    "/series/{series}/deadlines": "DeadlineHistoryList",
    "/conflicts": "OverlapList", "/conferences/{conference}/schedule": "ScheduleResponse",
    "/changes": "ChangeList", "/import": "ImportResponse",
  ]
}
