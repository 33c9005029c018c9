import CatalogForm
import CatalogModel

/// Mapping of the batch's slugs to the catalog's.
extension BatchMerge {
  /// Uses the conference that `--conference` names, and those whose former IDs the file states, if
  /// they exist, and drops the series guessed from their slugs.
  func useNamedConferences() throws {
    guard isForeign else { return }
    var guessed: Set<String> = []
    for index in batch.document.conferences.indices {
      let id = batch.document.conferences[index].id
      guard id == batch.namedConference || batch.statedConferences.contains(id) else { continue }
      let present = try writer.slugs.current(.conference, id)
      guard try writer.slugs.find(.conference, present) != nil else {
        if id == batch.namedConference {
          writer.report.notices.append("created the conference \"\(id)\"")
        }
        continue
      }
      guard id == batch.namedConference || present != id else { continue }
      matcher.namedConferences[id] = present
      guessed.formUnion(batch.document.conferences[index].series)
      batch.document.conferences[index].series = []
    }
    let others = Set(batch.document.conferences.flatMap(\.series))
    batch.document.series.removeAll { guessed.contains($0.id) && !others.contains($0.id) }
  }

  func slug(_ kind: RecordKind, _ provisional: String) -> String {
    matcher.slug(kind, provisional)
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
