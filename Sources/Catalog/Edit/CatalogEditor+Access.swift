public import CatalogModel
import SQLite

extension CatalogEditor {
  /// Returns the part of the catalog to which a token is confined; `nil` if it has no limit.
  public func limit(ofToken id: Int64) throws -> AccessToken.Limit? {
    try connection.first(
      "SELECT limit_kind || ':' || limit_slug FROM token WHERE id = ?1", id
    ) { $0.textOrNil(0).flatMap { AccessToken.Limit($0) } } ?? nil
  }

  /// Whether a token that is confined to `limit` may write a record.
  ///
  /// `conference` is the conference of the record, if the request names it; `series` are the series
  /// of a new conference. Such a token may create speakers and venues, since a programme needs
  /// them, but not change them.
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
      // A deadline's slug is unique only within its conference, which the path of the URL names.
      let standing = kind == .deadline ? nil : try self.conference(of: kind, slug)
      guard let owner = standing ?? conference else { return false }
      return limit.kind == .conference
        ? owner == limit.slug : try isEdition(owner, of: limit.slug)
    case .topic, .audience, .place, .source, .recommendation, .guideItem: return false
    }
  }

  /// Whether a token that is confined to `limit` may leave a conference in its present series.
  ///
  /// `before` holds its series before the write. The token must not add a series other than its
  /// own, nor remove the conference from it.
  public func keeps(
    _ limit: AccessToken.Limit, _ conference: String, series before: Set<String>
  ) throws -> Bool {
    let after = try series(of: conference)
    let added = after.subtracting(before)
    guard limit.kind == .series else { return added.isEmpty }
    return after.contains(limit.slug) && added.subtracting([limit.slug]).isEmpty
  }

  /// Returns the slugs of a conference's series; empty if there is no such conference.
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
