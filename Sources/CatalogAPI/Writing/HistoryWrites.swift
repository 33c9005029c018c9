import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON

/// Writes that start from what the catalog has: reverting a record to a previous version, and
/// confirming that a record is still right.
enum HistoryWrites {
  static let list: [Operation] =
    WritableKind.all.map(\.revert)
    + WritableKind.all.filter { $0.kind == .conference }.map(\.confirmation)
}

extension WritableKind {
  fileprivate var revert: Operation {
    Operation(
      .post, "\(path)/revert",
      "Reverts \(nameWithArticle) to its state at a revision, as a new change; also restores a"
        + " deleted one",
      [
        Parameter(
          "to_revision", .integer(0...1_000_000_000_000), "The revision to revert to.",
          example: "41", isRequired: true),
        WriteEndpoints.ifRevision,
        Parameter(
          "cascade", .flag,
          "Also restores what was deleted together with the record, such as its programme.",
          example: "true"), WriteEndpoints.reason,
      ], content: .written(kind),
      successes: [.init(.ok), .init(.noContent, "With return=minimal")], scope: .write,
      isConditional: true, action: "\(kind.rawValue).revert", takesKeys: true,
      effect: .write { request in
        let write = try RecordWrite(request, self)
        let arguments = try request.arguments()
        guard let revision = arguments.integer("to_revision") else {
          arguments.report(
            "to_revision", arguments.values("to_revision").first ?? "",
            expected: "the revision to revert to")
          throw Problem.badQuery(arguments.mistakes).explained(by: request.operation)
        }
        return { context in try write.revert(context, to: revision) }
      })
  }

  fileprivate var confirmation: Operation {
    Operation(
      .post, "\(path)/confirmations",
      "Marks the \(displayName) as checked today and correct",
      [WriteEndpoints.reason], content: .written(kind),
      successes: [.init(.ok), .init(.noContent, "With return=minimal")],
      body: RequestBody([.json], .named("Confirmation")), scope: .write,
      action: "\(kind.rawValue).confirm", takesKeys: true,
      effect: .write { request in
        let write = try RecordWrite(request, self)
        let source = try write.sourceOfConfirmation()
        return { context in try write.confirm(context, source: source) }
      })
  }
}

extension RecordWrite {
  fileprivate func revert(_ context: WriteContext, to revision: Int) throws -> Response {
    let conference = target.kind == .deadline ? try owner(context) : nil
    let slug = slug(conference)
    var deletion: Problem?
    do {
      let standing = try found(context).standing
      try check(context, standing, slug, conference)
      try context.requireAccess(target.kind, slug, conference, series: nil, isNew: false)
    } catch let problem as Problem where problem.status == .gone {
      try checkDeletion(problem)
      deletion = problem
    }
    guard revision <= context.editor.revisionBefore else {
      throw Problem.badQuery([
        .init(
          parameter: "to_revision", value: "\(revision)", code: "invalid-value",
          expected: "a revision up to \(context.editor.revisionBefore)")
      ]).explained(by: write.operation)
    }
    guard let former = try former(context, slug, conference, at: revision) else {
      throw Problem(
        status: .notFound, kind: .notFound,
        detail:
          "The catalog does not know the state of the \(target.displayName) \"\(slug)\" at"
          + " revision \(revision): it did not exist, or the log of changes begins later.")
    }
    if let deletion {
      try context.requireAccess(
        target.kind, slug, former["conference"]?.string ?? conference, series: former, isNew: true)
      if cascades, let removed = deletion.revision {
        try restoreOthers(context, removedBy: removed)
      }
    }
    try save(context, slug, conference, former)
    return try answer(context, slug, conference, status: .ok)
  }

  /// Restores the records that the deletion of this one removed, and this one as it was then.
  private func restoreOthers(_ context: WriteContext, removedBy revision: Int) throws {
    let removed = try context.editor.reader().history.removed(withA: target.kind, by: revision)
    guard !removed.isEmpty else { return }
    do {
      _ = try context.editor.write(
        ImportedRecords(removed), within: context.limit(), listing: 0)
    } catch {
      throw problem(error)
    }
  }

  fileprivate func sourceOfConfirmation() throws(Problem) -> String {
    var mistakes = object.members.filter { $0.name != "source" }.map { name, _ in
      ParameterError(
        parameter: "", value: nil, code: "unknown-member", expected: "source", pointer: "/\(name)")
    }
    let source = object["source"]?.string ?? ""
    if !WebAddress.isAllowed(source) || source.utf8.count > Bounds.short.length {
      mistakes.append(
        .init(
          parameter: "", value: source, code: "invalid-value",
          expected: "the http or https URL of the page with the evidence, of at most"
            + " \(Bounds.short.length.grouped) characters", pointer: "/source"))
    }
    guard mistakes.isEmpty else { throw Problem.invalid(mistakes) }
    return source
  }

  fileprivate func confirm(_ context: WriteContext, source: String) throws -> Response {
    let (_, slug, _) = try found(context)
    try context.requireAccess(target.kind, slug, nil, series: nil, isNew: false)
    context.editor.giveReason("confirmed by \(source)")
    let today = JSONValue.string(write.now.day().description)
    do {
      try context.editor.patch(
        target.kind, slug,
        JSONObject([("verification", .object(JSONObject([("checked_at", today)])))]))
    } catch {
      throw problem(error)
    }
    return try answer(context, slug, nil, status: .ok)
  }
}
