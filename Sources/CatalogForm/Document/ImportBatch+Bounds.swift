import CatalogModel

extension ImportBatch {
  /// Brings all values within the bounds that clients have to keep, too, and reports each change.
  ///
  /// The reader of the native format has checked its records already. A record of a catalog's export
  /// keeps its values: the catalog may be older than the bounds, and its copy is to be complete.
  public mutating func keepBounds() {
    var found: [ImportProblem] = []
    let file = origin
    func drop(_ reason: String, value: String? = nil) {
      found.append(ImportProblem(.dropped, file: file, reason: reason, value: value))
    }
    let own = document.kept
    func isOwn<Record: CatalogRecord>(_ record: Record) -> Bool {
      own[RecordName(kind: Record.kind, slug: record.id)] != nil
    }
    func bound(_ text: inout String?, _ name: String) {
      guard let (value, reason) = text.bounded(by: .short) else { return }
      text = value ?? nil
      drop("\(name) \(reason)")
    }
    // Half of a time or of a zone's name would be another fact.
    func omitLong(_ text: inout String?, _ name: String) {
      guard let (_, reason) = text.bounded(by: .short) else { return }
      text = nil
      drop("\(name) \(reason)")
    }
    func bound<Record: DeclaredRecord>(_ records: inout [Record]) {
      let members = Record.members.filter { $0.bound != nil }
      for index in records.indices where !isOwn(records[index]) {
        for member in members {
          guard let reason = member.bound?(&records[index]) else { continue }
          drop("\(member.name) of \(records[index].id) \(reason)")
        }
      }
    }
    func bound(_ links: inout [Link], of id: String) {
      for index in links.indices { bound(&links[index].title, "title of a link of \(id)") }
      guard links.count > Bounds.elements || !links.allSatisfy({ Bounds.short.allows($0.url) })
      else { return }
      let kept = links.filter { Bounds.short.allows($0.url) }.prefix(Bounds.elements)
      drop(
        "\((links.count - kept.count).grouped) links are longer than"
          + " \(Bounds.short.length.grouped) characters or more than \(Bounds.elements.grouped)",
        value: links.first { !Bounds.short.allows($0.url) }?.url)
      links = Array(kept)
    }
    bound(&document.conferences)
    bound(&document.series)
    bound(&document.tracks)
    bound(&document.rooms)
    bound(&document.speakers)
    bound(&document.sessions)
    bound(&document.venues)
    bound(&document.topics)
    for index in document.conferences.indices where !isOwn(document.conferences[index]) {
      let id = document.conferences[index].id
      bound(&document.conferences[index].links, of: id)
      for place in document.conferences[index].deadlines.indices {
        let deadline = document.conferences[index].deadlines[place].id
        bound(&document.conferences[index].deadlines[place].label, "label of \(deadline)")
        bound(&document.conferences[index].deadlines[place].kindLabel, "kind_label of \(deadline)")
        omitLong(&document.conferences[index].deadlines[place].local, "local of \(deadline)")
        omitLong(
          &document.conferences[index].deadlines[place].timeZoneDeclared,
          "time_zone_declared of \(deadline)")
      }
      for place in document.conferences[index].locations.indices {
        bound(&document.conferences[index].locations[place].venue, "venue of \(id)")
        bound(&document.conferences[index].locations[place].city, "city of \(id)")
        bound(&document.conferences[index].locations[place].text, "location of \(id)")
      }
    }
    for index in document.sessions.indices where !isOwn(document.sessions[index]) {
      let id = document.sessions[index].id
      bound(&document.sessions[index].links, of: id)
    }
    problems += found
  }
}
