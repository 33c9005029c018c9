import CatalogModel

extension ImportBatch {
  /// Brings all values within the bounds that clients have to keep, too, and reports each change.
  ///
  /// The reader of the native format has checked its records already.
  public mutating func keepBounds() {
    var found: [ImportProblem] = []
    let file = origin
    func drop(_ reason: String, value: String? = nil) {
      found.append(ImportProblem(.dropped, file: file, reason: reason, value: value))
    }
    func bound<Record: DeclaredRecord>(_ records: inout [Record]) {
      let members = Record.members.filter { $0.bound != nil }
      for index in records.indices {
        for member in members {
          guard let reason = member.bound?(&records[index]) else { continue }
          drop("\(member.name) of \(records[index].id) \(reason)")
        }
      }
    }
    func bound(_ links: inout [Link]) {
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
    for index in document.conferences.indices {
      bound(&document.conferences[index].links)
      for place in document.conferences[index].deadlines.indices {
        let deadline = document.conferences[index].deadlines[place]
        guard let (label, reason) = deadline.label.bounded(by: .short) else { continue }
        if let label { document.conferences[index].deadlines[place].label = label }
        drop("label of \(deadline.id) \(reason)")
      }
    }
    for index in document.sessions.indices { bound(&document.sessions[index].links) }
    problems += found
  }
}
