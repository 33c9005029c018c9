import HTTP

extension DocsPage {
  /// From the first token to undoing an edit.
  static func editing(_ docs: DocsPage, _ page: inout HTMLText) {
    page.paragraph(
      "Whoever has a token may edit. The operator makes one on the machine of the database, and the"
        + " running server honours it within a second. Only a hash of it is kept.")
    docs.command("TOKEN=$(catalog token new --name ann --scope write --expires 90d)", &page)
    page.paragraph(
      "`--for series:ID` or `--for conference:ID` confines it to a part of the catalog; `catalog token"
        + " revoke ann` ends it. A token stands in the field `Authorization`, never in a URL.")
    let token = "-H \"Authorization: Bearer $TOKEN\""
    let json = "-H 'Content-Type: application/json'"
    docs.curl(
      "/conferences",
      options: "\(token) \(json) -d '{\"name\": \"Days of Data\", \"year\": 2031}'", opens: false,
      &page)
    page.paragraph(
      "The answer has the record, its URL in `Location`, and an `ETag`. An `id` that is left out is made"
        + " from the record's name. All mistakes are reported at once: `errors` names each"
        + " place by a JSON Pointer, with the value and what would be right.")
    docs.curl(
      "/conferences/days-of-data-2031",
      options: "\(token) -X PATCH -H 'If-Match: *' \(json)"
        + " -d '{\"dates\": {\"edtf\": \"2031-05-12/2031-05-14\"}}'", opens: false, &page)
    page.paragraph(
      "`PATCH` changes the members that it names (RFC 7396): null makes one unknown, a list is replaced"
        + " whole, and `{\"id\": \"new-id\"}` renames the record, to which the old URL leads. `PUT`"
        + " replaces the whole record; with `If-None-Match: *` it creates it. Both, and `DELETE`, need"
        + " the state that you know, so that nobody's edit is lost: `If-Match` with the `ETag` that you"
        + " got, or `?if_revision=` with the record's `revision`. `*` stands for any state. Where the"
        + " state is another, 412 tells what has changed since.")
    docs.curl(
      "/conferences/days-of-data-2031/deadlines",
      options: "\(token) \(json) -d '{\"kind\": \"paper\", \"local\": \"2031-01-15 23:59\","
        + " \"time_zone_declared\": \"AoE\"}'", opens: false, &page)
    page.paragraph(
      "An edit means the same as one in the native format: it wins over the sources until one of them"
        + " changes what it says, and it settles what they contradict each other about. `X-Reason:` or"
        + " `?reason=` says why. `Prefer: return=minimal` leaves the record out of the answer. With an"
        + " `Idempotency-Key` a `POST` can be repeated when its answer was lost: for a day the same key"
        + " gets the same answer, and nothing is done twice.")
    docs.curl(
      "/conferences/days-of-data-2031?cascade=true",
      options: "\(token) -X DELETE -H 'If-Match: *'", opens: false, &page)
    page.paragraph(
      "A record that others need is deleted only with `cascade=true`: this deletes a programme, or"
        + " removes references. Its URL then gives 410. To undo an edit, see the record's history."
    )
    docs.curl(
      "/import",
      options: "\(token) -H 'Content-Type: application/x-ndjson' --data-binary @edits.ndjson",
      opens: false, &page)
    page.paragraph(
      "`POST /import` takes many records, a line each, and writes all of them or none; `?dry_run=true`"
        + " tells what would change. Pages of other origins write only if the operator names them with"
        + " `--cors-write-origins`.")
  }

  /// A command for a terminal.
  func command(_ line: String, _ page: inout HTMLText) {
    page.element("div", ["class": "curl"]) { page in
      page.element("pre", ["tabindex": "0"]) { page in
        page.element("code") { $0.text(line) }
      }
    }
    page.raw("\n")
  }
}
