import JSON
import Testing

struct SelectionCase: Sendable, CustomTestStringConvertible {
  let paths: String
  let expected: String
  var testDescription: String { paths }
}

@Suite struct `A selection of members` {
  private static let object =
    #"{"id":"a","dates":{"start":"1","end":null},"empty":[],"tags":["x","y"],"#
    + #""places":[{"city":"C\"]}","geo":{"lat":1,"lon":2}},{"city":"D","geo":null}],"none":null}"#

  @Test(arguments: [
    SelectionCase(paths: "id", expected: #"{"id":"a"}"#),
    SelectionCase(paths: "tags,id", expected: #"{"tags":["x","y"],"id":"a"}"#),
    SelectionCase(paths: "dates.end", expected: #"{"dates":{"end":null}}"#),
    SelectionCase(
      paths: "dates.end,id,dates.start", expected: #"{"dates":{"end":null,"start":"1"},"id":"a"}"#),
    SelectionCase(
      paths: "dates.end,dates", expected: #"{"dates":{"start":"1","end":null}}"#),
    SelectionCase(paths: "dates,dates.end", expected: #"{"dates":{"start":"1","end":null}}"#),
    SelectionCase(
      paths: "places.city", expected: #"{"places":[{"city":"C\"]}"},{"city":"D"}]}"#),
    SelectionCase(
      paths: "places.geo.lon", expected: #"{"places":[{"geo":{"lon":2}},{"geo":null}]}"#),
    SelectionCase(paths: "none.x", expected: #"{"none":null}"#),
    SelectionCase(paths: "empty.x", expected: #"{"empty":[]}"#),
    SelectionCase(paths: "absent,dates.absent", expected: #"{"dates":{}}"#),
  ])
  func `It has the members of its paths in their order`(_ item: SelectionCase) {
    let selection = JSONSelection(item.paths.split(separator: ",").map(String.init))
    let text = String(decoding: selection.applied(to: Array(Self.object.utf8)), as: UTF8.self)
    #expect(text == item.expected)
  }
}
