import CatalogForm
import CatalogModel

/// Decodes a table of sessions exported from the catalog, whose rows refer to records of the
/// catalog.
extension TableSessions {
  static func readOwn(_ rows: [MapDecoder], into builder: BatchBuilder) {
    let slugs = Set(rows.compactMap { $0.node["id"]?.text })
    let table = OwnTable(kind: .session, builder: builder)
    var namesPeople = false
    var people: Set<String> = []
    for row in rows {
      builder.count("rows")
      guard let id = row.line("id"), Slug.isValid(id), let title = row.raw("title"),
        let conference = row.line("conference"), Slug.isValid(conference)
      else {
        row.skip("expected an id, a title and a conference")
        continue
      }
      if !builder.has(.conference, slug: conference) {
        let slug = builder.slug(.conference, conference)
        // The column has the display name with the year, which can differ from the conference's
        // name.
        builder.addConferenceStub(Conference(id: slug, name: row.line("conference_name") ?? slug))
      }
      guard
        var session = table.session(
          row, id: builder.slug(.session, id), title: title, conference: conference)
      else { continue }
      row.choice("kind", Session.kinds) { session.kind = $0 }
      row.choice("status", ["scheduled", "cancelled", "moved"]) { session.status = $0 }
      session.startsAt = time("starts_at", row)
      session.endsAt = time("ends_at", row)
      session.track = place(.track, row, in: conference, builder)
      session.room = place(.room, row, in: conference, builder)
      session.topics = TableRows.ownTopics(row)
      session.parent = row.line("parent").flatMap { slugs.contains($0) ? $0 : nil }
      for (names, ids, role) in [
        ("speakers", "speaker_ids", nil), ("chairs", "chair_ids", "chair"),
      ] {
        let (names, ids) = (TableRows.values(row, names), TableRows.values(row, ids))
        guard names.count == ids.count, ids.allSatisfy(Slug.isValid) else {
          namesPeople = true
          continue
        }
        session.speakers += ids.map { SpeakerReference(to: $0, as: role) }
        for (id, name) in zip(ids, names) where people.insert(id).inserted {
          builder.name(Speaker(id: id, name: name))
        }
      }
      let stated = ["status", "kind"].filter { row.line($0) != nil }
      builder.document.append(session, stating: stated)
    }
    if namesPeople {
      builder.problem(
        .dropped,
        "speakers and chairs were not imported where the table does not have a name and an ID of each"
      )
    }
  }

  private static func time(_ name: String, _ row: MapDecoder) -> ZonedInstant? {
    guard let text = row.line(name) else { return nil }
    guard let time = Instant.parse(rfc3339: text) else {
      row.drop("expected a time such as 2027-05-10T09:00:00+02:00", name, text)
      return nil
    }
    return ZonedInstant(time.instant, offset: time.offset)
  }

  /// Adds the track or room of a row once.
  private static func place(
    _ kind: RecordKind, _ row: MapDecoder, in conference: String, _ builder: BatchBuilder
  ) -> String? {
    guard let id = row.line(kind.rawValue), Slug.isValid(id) else { return nil }
    guard !builder.has(kind, slug: id) else { return id }
    let name = row.line("\(kind.rawValue)_name") ?? id
    let slug = builder.slug(kind, id)
    if kind == .track {
      builder.document.tracks.append(Track(id: slug, conference: conference, name: name))
    } else {
      builder.document.rooms.append(Room(id: slug, conference: conference, name: name))
    }
    return slug
  }
}
