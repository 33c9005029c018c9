import CatalogForm
public import CatalogModel
import SQLite

extension CatalogReader {
  public var expectedDeadlines: ExpectedDeadlineReader { ExpectedDeadlineReader(reader: self) }
}

/// Derives the deadlines of future conferences from those of past ones.
public struct ExpectedDeadlineReader {
  let reader: CatalogReader

  /// Returns the expected deadlines of future conferences, by their first days.
  ///
  /// The conference must have a start known at least to the month, and no announced deadline of the
  /// kind. Omits deadlines that could only have been before `filter.now`.
  public func deadlines(
    _ filter: CatalogFilter, series: String? = nil
  ) throws -> [ExpectedDeadline] {
    let (phases, closing) = (filter[.phase], filter[.closing])
    guard filter.updatedSince == nil, filter[.status].included.isEmpty, filter[.track].isEmpty,
      phases.included.isEmpty || phases.included.contains("upcoming"),
      !phases.excluded.contains("upcoming")
    else { return [] }
    let today = filter.now.day()
    return try groups(filter, series: series, today: today).compactMap { key, group in
      ExpectedDeadline(
        of: key.conference, key.series, kind: key.kind, round: key.round, starts: group.starts,
        basis: Array(group.basis.values))
    }.filter { expected in
      expected.to >= today
        && (closing.from.map { expected.notAfter >= $0 } ?? true)
        && (closing.to.map { expected.notBefore <= $0 } ?? true)
    }.ofOneSeriesEach.sorted { $0.key.lexicographicallyPrecedes($1.key) }
  }

  private struct GroupKey: Hashable {
    var conference: String
    var series: String
    var kind: String
    var round: Int?
  }

  private struct Group {
    var starts: ClosedRange<Day>
    var basis: [String: ExpectedDeadline.Basis] = [:]
  }

  private func groups(
    _ filter: CatalogFilter, series: String?, today: Day
  ) throws -> [GroupKey: Group] {
    let statement = try history(filter, series: series, today: today)
    var groups: [GroupKey: Group] = [:]
    let rows = try reader.connection.all(statement.sql, values: statement.values) { row in
      (
        key: GroupKey(
          conference: row.text(0), series: row.text(3), kind: row.text(6),
          round: row.intOrNil(7)),
        starts: (Day(row.text(1)), Day(row.text(2))), past: row.text(4), start: Day(row.text(5)),
        days: Self.days(local: row.textOrNil(8), row.intOrNil(9), row.intOrNil(10))
      )
    }
    for row in rows {
      guard let first = row.starts.0, let last = row.starts.1, first <= last,
        let start = row.start, let days = row.days
      else { continue }
      let least = start.number - days.upperBound.number
      let most = start.number - days.lowerBound.number
      var group = groups[row.key] ?? Group(starts: first...last)
      let known = group.basis[row.past]?.daysBefore
      group.basis[row.past] = ExpectedDeadline.Basis(
        conference: row.past, start: start,
        daysBefore: min(known?.lowerBound ?? least, least)...max(known?.upperBound ?? most, most))
      groups[row.key] = group
    }
    return groups
  }

  /// Returns the days on which a deadline may be: the published day, or if none was published,
  /// those of its range in UTC.
  private static func days(local: String?, _ first: Int?, _ last: Int?) -> ClosedRange<Day>? {
    if let day = ExpectedDeadline.publishedDay(local) { return day...day }
    guard let first, let last, first <= last else { return nil }
    return Instant(seconds: first).day()...Instant(seconds: last).day()
  }

  /// Returns a query for the deadlines of past conferences, joined with the future ones of the same
  /// series that lack a deadline of that kind.
  private func history(
    _ filter: CatalogFilter, series: String?, today: Day
  ) throws -> SQLFragment {
    var conditions = [
      SQLFragment("next.sort_start > ? AND next.sort_start < \(LocalDays.undated)", "\(today)2"),
      SQLFragment("julianday(next.start_latest) - julianday(next.start_earliest) < 31"),
      SQLFragment("next.status NOT IN ('cancelled', 'postponed')"),
      SQLFragment("series.kind = 'recurring'"),
      SQLFragment(
        "past.start_earliest = past.start_latest AND past.start_earliest <= ?", "\(today)"),
      SQLFragment("past.status NOT IN ('cancelled', 'postponed')"),
      SQLFragment("(deadline.status IS NULL OR deadline.status = 'extended')"),
      SQLFragment("deadline.sort_at < \(SharedConditions.never) AND deadline.kind <> 'other'"),
      SQLFragment(
        """
        NOT EXISTS (SELECT 1 FROM deadline AS own INDEXED BY deadline_by_conference
          WHERE own.conference_id = next.id AND own.kind = deadline.kind
            AND (own.sort_at < \(SharedConditions.never) OR own.status = 'cancelled'))
        """),
    ]
    if let series { conditions.append(SQLFragment("series.slug = ?", series)) }
    conditions +=
      reader.conditions.columnFilters([("kind", "deadline.kind", filter[.kind])]).map(\.condition)
      + reader.conditions.columnFilters([("conference", "next.slug", filter[.conference])]).map(
        \.condition)
    for term in filter.text?.terms ?? [] {
      let words = SQLFragment(
        """
        instr(lower(deadline.kind || ' ' || next.name || ' ' || coalesce(next.acronym, '')), ?) > 0
        """, term.words.joined(separator: " "))
      conditions.append(term.isExcluded ? words.negated : words)
    }
    let ofConferences = ConferenceQuery(filter, RecordList.deadlines.filters)
    if try reader.lists.scope(ofConferences) != .all {
      conditions.append("next.id IN (\(try reader.lists.conferences(ofConferences).ids))")
    }
    let condition = SQLFragment.all(conditions)
    return SQLFragment(
      """
      SELECT next.slug, next.start_earliest, next.start_latest, series.slug, past.slug,
        past.start_earliest, deadline.kind, deadline.round, deadline.local,
        coalesce(at_utc, not_before_utc), coalesce(at_utc, not_after_utc)
      FROM conference AS next
      CROSS JOIN conference_series AS mine ON mine.conference_id = next.id
      CROSS JOIN series ON series.id = mine.series_id
      CROSS JOIN conference_series AS theirs ON theirs.series_id = mine.series_id
      CROSS JOIN conference AS past ON past.id = theirs.conference_id
      CROSS JOIN deadline ON deadline.conference_id = past.id
      WHERE \(condition.sql)
      """, values: condition.values)
  }

  /// Returns a page of announced deadlines, followed after the last of them by expected ones.
  ///
  /// The key of a page of expected ones begins with a word that begins no other key.
  func list(
    _ question: ListQuery, _ wanted: Expectation, page request: PageRequest
  ) throws -> ListResult {
    let marker = ExpectedDeadline.status
    let expected = try deadlines(question.filter)
    let key = request.after ?? request.before
    let behind = key?.first == marker ? Array((key ?? []).dropFirst()) : nil
    var answer: ListResult
    if wanted == .only {
      answer = ListResult(all: [])
    } else {
      var announced = request
      if behind != nil { announced = PageRequest(limit: 1) }
      answer = try reader.list(question, page: announced)
      if behind != nil { answer.page.elements = [] }
    }
    answer.page.total =
      question.countsTotal
      ? (wanted == .only ? 0 : answer.page.total ?? 0) + expected.count : nil
    answer.expectedTotal = expected.count
    let isAtEnd = behind != nil || wanted == .only || answer.page.next == nil
    guard isAtEnd, request.before == nil else { return answer }
    let rest = expected.drop { one in
      behind.map { !$0.lexicographicallyPrecedes(one.key) } ?? false
    }
    answer.expected = Array(rest.prefix(request.limit - answer.page.elements.count))
    if answer.expected.count < rest.count {
      answer.page.next = answer.expected.last.map { [marker] + $0.key } ?? [marker]
    } else {
      answer.page.next = nil
    }
    if behind != nil { answer.page.previous = nil }
    return answer
  }
}

extension [ExpectedDeadline] {
  /// For a conference of several series, the expectation from the series with the most past
  /// conferences.
  fileprivate var ofOneSeriesEach: [ExpectedDeadline] {
    var best: [[String]: ExpectedDeadline] = [:]
    for one in self {
      let key = [one.conference, one.kind, one.round.map(String.init) ?? ""]
      guard let known = best[key] else {
        best[key] = one
        continue
      }
      if (known.basis.count, one.series) < (one.basis.count, known.series) { best[key] = one }
    }
    return Array(best.values)
  }
}
