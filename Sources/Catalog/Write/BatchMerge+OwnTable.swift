import CatalogForm
import CatalogModel
import SQLite

/// Tables of conferences that the catalog wrote and a person may have edited.
extension BatchMerge {
  /// Completes the rows with stored data that the table lacks, and ignores topics and series that
  /// exist, since the table has only their IDs.
  func completeOwnTable() throws {
    batch.document.topics = try batch.document.topics.filter {
      try writer.slugs.find(.topic, $0.id) == nil
    }
    batch.document.series = try batch.document.series.filter {
      try writer.slugs.find(.series, $0.id) == nil
    }
    for index in batch.document.conferences.indices {
      let theirs = batch.document.conferences[index]
      if let ours = try Conference.load(theirs.id, writer.connection) {
        batch.document.conferences[index] = complete(theirs, by: ours)
      }
    }
  }

  private func complete(_ theirs: Conference, by ours: Conference) -> Conference {
    var theirs = theirs
    // The table has columns for links of these two relations only.
    func isInTable(_ link: Link) -> Bool { ["home", "cfp"].contains(link.rel) }
    func addresses(_ links: [Link]) -> Set<String> {
      Set(links.filter(isInTable).map { "\($0.rel) \($0.url)" })
    }
    theirs.links =
      addresses(theirs.links) == addresses(ours.links)
      ? ours.links : theirs.links + ours.links.filter { !isInTable($0) }
    // The table has no coordinates, and not all parts of several locations.
    if theirs.locations.count > 1,
      theirs.locations.elementsEqual(ours.locations, by: { $0.hasSameParts(as: $1) })
    {
      theirs.locations = ours.locations
    }
    // For a single location, the table has the region that the gazetteer derived from the city.
    if theirs.locations.count == 1, ours.locations.count == 1, ours.locations[0].region == nil,
      theirs.locations[0].city == ours.locations[0].city,
      theirs.locations[0].country == ours.locations[0].country
    {
      theirs.locations[0].region = nil
      theirs.locations[0].coordinates = ours.locations[0].coordinates
      theirs.locations[0].precision = ours.locations[0].precision
    }
    // The table does not tell whether a location that is only a text is virtual.
    if let ours = ours.locations.first, ours.isOnlyText, theirs.locations.first?.text == ours.text,
      theirs.locations.count == 1, theirs.locations[0].isOnlyText
    {
      theirs.locations[0].isVirtual = ours.isVirtual
    }
    // Only an edited cell settles a contradiction.
    theirs.dataIssues = ours.dataIssues.filter { issue in
      let name = issue.field.prefix { $0 != "." }
      guard let field = Conference.fields.first(where: { $0.name == name }) else { return true }
      return field.isUnknown(theirs) || field.isSame(ours, theirs)
    }
    return theirs
  }
}

extension Location {
  /// Whether it has the same parts in a table of the catalog as a stored location.
  ///
  /// The table may have a region that the gazetteer derived from the city.
  fileprivate func hasSameParts(as stored: Location) -> Bool {
    city == stored.city && country == stored.country && certainty == stored.certainty
      && text == stored.text && (stored.region == nil || region == stored.region)
  }

  /// Whether it has neither a city nor a region, country or venue.
  fileprivate var isOnlyText: Bool {
    city == nil && region == nil && country == nil && venue == nil
  }
}
