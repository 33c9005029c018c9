import CatalogModel

/// Mapping of the batch's slugs to the catalog's.
extension BatchMerge {
  /// Uses the conference that `--conference` names, if it exists, and drops the series guessed from
  /// its slug.
  func useNamedConference() throws {
    guard isForeign, let named = batch.namedConference,
      let index = batch.document.conferences.firstIndex(where: { $0.id == named })
    else { return }
    guard try writer.slugs.find(.conference, named) != nil else {
      writer.report.notices.append("created the conference \"\(named)\"")
      return
    }
    let guessed = batch.document.conferences[index].series
    batch.document.conferences[index].series = []
    let others = Set(batch.document.conferences.flatMap(\.series))
    batch.document.series.removeAll { guessed.contains($0.id) && !others.contains($0.id) }
  }

  func slug(_ kind: RecordKind, _ provisional: String) -> String {
    slugs[kind][provisional] ?? provisional
  }

  func slug(_ kind: RecordKind, _ provisional: String?) -> String? {
    provisional.map { slug(kind, $0) }
  }

  func rename(_ session: inout Session) {
    session.conference = slug(.conference, session.conference)
    session.track = slug(.track, session.track)
    session.room = slug(.room, session.room)
    session.parent = slug(.session, session.parent)
    for index in session.speakers.indices {
      session.speakers[index].id = slug(.speaker, session.speakers[index].id)
    }
  }

  func rename(_ conference: inout Conference) {
    for index in conference.deadlines.indices {
      conference.deadlines[index].conference = conference.id
    }
  }
}
