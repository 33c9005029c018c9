public import CatalogModel
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
      // A deadline's slug is unique only within its conference, which the path names.
      let standing = kind == .deadline ? nil : try self.conference(of: kind, slug)
      guard let owner = standing ?? conference else { return false }
      return limit.kind == .conference
        ? owner == limit.slug : try isEdition(owner, of: limit.slug)
    case .topic, .audience, .place, .source, .recommendation, .guideItem: return false
    }
  }

  /// Whether a token that is confined to `limit` may leave a conference in its series of now.
  ///
  /// `before` are the series before the write. A token adds no series but its own, and takes no
  /// edition out of that.
  public func keeps(
    _ limit: AccessToken.Limit, _ conference: String, series before: Set<String>
  ) throws -> Bool {
    let after = try series(of: conference)
    let added = after.subtracting(before)
    guard limit.kind == .series else { return added.isEmpty }
    return after.contains(limit.slug) && added.subtracting([limit.slug]).isEmpty
  }

  /// The series of a conference; none where there is no such conference.
  public func series(of conference: String) throws -> Set<String> {
    Set(
      try connection.all(
        """
        SELECT series.slug FROM conference JOIN conference_series
        ON conference_id = conference.id JOIN series ON series.id = series_id
        WHERE conference.slug = ?1
        """, conference
      ) { $0.text(0) })
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
