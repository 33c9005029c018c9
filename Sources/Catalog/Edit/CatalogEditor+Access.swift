import SQLite

extension CatalogEditor {
  /// Whether a record belongs to what a token is confined to.
  ///
  /// `conference` is the one that it belongs to, where the request names it, and `series` those of a
  /// conference that is new. Speakers may be created, since a programme needs them.
  public func isWithin(
    _ limit: AccessToken.Limit, _ kind: RecordKind, _ slug: String, of conference: String?,
    series: [String], isNew: Bool
  ) throws -> Bool {
    switch kind {
    case .speaker, .venue: return isNew
    case .series: return limit.kind == .series && slug == limit.slug && !isNew
    case .conference:
      if limit.kind == .conference { return slug == limit.slug && !isNew }
      return isNew ? series.contains(limit.slug) : try isEdition(slug, of: limit.slug)
    case .session, .track, .room, .deadline:
      guard let owner = try conference ?? self.conference(of: kind, slug) else { return false }
      return limit.kind == .conference
        ? owner == limit.slug : try isEdition(owner, of: limit.slug)
    case .topic, .audience, .place, .source, .recommendation, .guideItem: return false
    }
  }

  private func isEdition(_ conference: String, of series: String) throws -> Bool {
    try connection.first(
      """
      SELECT 1 FROM conference_series JOIN series ON series.id = series_id
      JOIN conference ON conference.id = conference_id
      WHERE conference.slug = ?1 AND series.slug = ?2
      """, conference, series
    ) { _ in true } ?? false
  }

  private func conference(of kind: RecordKind, _ slug: String) throws -> String? {
    try connection.first(
      """
      SELECT conference.slug FROM \(kind.rawValue)
      JOIN conference ON conference.id = conference_id WHERE \(kind.rawValue).slug = ?1
      """, slug
    ) { $0.text(0) }
  }
}
