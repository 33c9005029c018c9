import SQLite
import Testing

@testable import Catalog

@Suite struct `SQL fragments` {
  private let session = Table("session")

  @Test func `Values stand in the order of the text, however it is put together`() {
    let kind = SQLFragment.among("\(session.kind)", ["paper", "poster"])
    let late = SQLFragment("\(session.sort_start) > ?", 7)
    let all: SQLFragment = "SELECT 1 WHERE \(.all([kind, .any([late, kind.negated])])) LIMIT 5"
    #expect(
      all.sql == """
        SELECT 1 WHERE (session.kind IN (?, ?)) AND (((session.sort_start > ?) OR \
        (NOT coalesce((session.kind IN (?, ?)), 0)))) LIMIT 5
        """)
    #expect(
      all.values.map(\.sqliteValue) == [
        .text("paper"), .text("poster"), .integer(7), .text("paper"), .text("poster"),
      ])
  }

  @Test func `Only the columns that are named lose their index, at every place`() {
    let other = Table("other")
    let condition = SQLFragment.all([
      "\(session.id) = \(other.id)", "coalesce(\(session.id), 'session.id') > \(session.idle)",
    ])
    let result = condition.withoutIndex(on: [session.id])
    let expected =
      "(+session.id = other.id) AND (coalesce(+session.id, 'session.id') > session.idle)"
    #expect(result.sql == expected)
    // The marks move with the text.
    #expect(
      result.withoutIndex(on: [other.id]).sql
        == "(+session.id = +other.id) AND (coalesce(+session.id, 'session.id') > session.idle)")
  }

  @Test func `A selection reads conferences only for an expression that names one`() {
    let walk = Table("walk")
    var selection = Selection(
      source: .init(walk, from: "filing AS walk", conference: walk.conference_id),
      id: walk.conference_id, filters: [.init(name: "a", condition: "\(walk.filter) = 'topic'")],
      sort: [.init(expression: "\(walk.slug)")])
    let plain = selection.pageStatement(PageRequest(limit: 2)).statement.sql
    #expect(
      plain == """
        SELECT walk.conference_id, walk.slug FROM filing AS walk WHERE walk.filter = 'topic' \
        ORDER BY 2 LIMIT ?
        """)
    selection.notes = ["(\(Table.conference.start_latest) < 'x')"]
    let noted = selection.pageStatement(PageRequest(limit: 2)).statement.sql
    #expect(noted.contains("CROSS JOIN conference ON conference.id = walk.conference_id"))
    // Notes are not counted.
    #expect(!selection.countStatement.sql.contains("JOIN"))
  }
}
