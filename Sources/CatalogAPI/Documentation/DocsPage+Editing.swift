import HTTP

extension DocsPage {
  /// Writes the section on editing, from the first token to undoing an edit.
  static func editing(_ docs: DocsPage, _ page: inout HTMLWriter) {
    page.paragraph(
      "You need a token to edit. The operator creates one on the machine of the database, and a"
        + " running server accepts it within a second. The database stores only its hash.")
    docs.command("TOKEN=$(catalog token new --name ann --scope write --expires 90d)", &page)
    page.paragraph(
      "`--for series:ID` or `--for conference:ID` limits the token to a part of the catalog."
        + " `catalog token revoke ann` revokes it. Send the token in the `Authorization` field,"
        + " never in a URL.")
    let token = "-H \"Authorization: Bearer $TOKEN\""
    let json = "-H 'Content-Type: application/json'"
    docs.curl(
      "/conferences",
      options: "\(token) \(json) -d '{\"name\": \"Days of Data\", \"year\": 2031}'", opens: false,
      &page)
    page.paragraph(
      "The response contains the record, its URL in `Location`, and an `ETag`. If you omit the"
        + " `id`, the server makes one from the name. A response lists all errors at once:"
        + " `errors` has a JSON Pointer to each place, the value, and what is expected.")
    docs.curl(
      "/conferences/days-of-data-2031",
      options: "\(token) -X PATCH -H 'If-Match: *' \(json)"
        + " -d '{\"dates\": {\"edtf\": \"2031-05-12/2031-05-14\"}}'", opens: false, &page)
    page.paragraph(
      "`PATCH` changes the members that it contains (RFC 7396). null makes a member unknown, a"
        + " list replaces the whole list, and `{\"id\": \"new-id\"}` renames the record; its old"
        + " URL leads to it. `PUT` replaces the whole record, and creates it with `If-None-Match:"
        + " *`. `PATCH`, `PUT` and `DELETE` need the version that you know, so that nobody's edit"
        + " is lost: send `If-Match` with the `ETag` of the record, or `?if_revision=` with its"
        + " `revision`. `*` means any version. If the record has changed since, the response is"
        + " 412 and lists the changes.")
    docs.curl(
      "/conferences/days-of-data-2031/deadlines",
      options: "\(token) \(json) -d '{\"kind\": \"paper\", \"local\": \"2031-01-15 23:59\","
        + " \"time_zone_declared\": \"AoE\"}'", opens: false, &page)
    page.paragraph(
      "You write every kind of record in these ways, also rooms and recommendations. The ID of a"
        + " recommendation joins that of its audience and that of its subject, as in"
        + " `/recommendations/startup--kdd`. A deadline has a history of its own.")
    page.paragraph(
      "An edit has the same effect as importing a record in the native format. It takes precedence"
        + " over all sources until one of them changes its claim, and it settles contradictions."
        + " Give a reason with `X-Reason:` or `?reason=`. With `Prefer: return=minimal` the response"
        + " omits the record. With an `Idempotency-Key` you can repeat a `POST` whose response was"
        + " lost: for 24 hours the same key returns the same response without a second effect.")
    page.paragraph(
      "To undo an edit, revert the record to the revision before it, which the record's history"
        + " shows. The revert is a new change. `?as_of_revision=` shows a record as it was.")
    let path = "\(docs.baseURL)/conferences/days-of-data-2031"
    docs.command(
      "REVISION=$(curl -s '\(path)/history' | grep -o '\"previous_revision\":[0-9]*' | head -1"
        + " | cut -d: -f2)", &page)
    docs.command(
      "curl \(token) -X POST -H 'If-Match: *' \"\(path)/revert?to_revision=$REVISION\"", &page)
    docs.curl(
      "/conferences/days-of-data-2031?cascade=true",
      options: "\(token) -X DELETE -H 'If-Match: *'", opens: false, &page)
    page.paragraph(
      "A record that others refer to is deleted only with `cascade=true`, which also deletes its"
        + " programme or removes the references. Its URL then returns 410. A revert also restores a"
        + " deleted record, and with `cascade=true` what was deleted together with it; references"
        + " that were removed stay removed.")
    docs.command(
      "curl \(token) -X POST -H 'If-Match: *' \"\(path)/revert?to_revision=$REVISION&cascade=true\"",
      &page)
    docs.curl(
      "/import",
      options: "\(token) -H 'Content-Type: application/x-ndjson' --data-binary @edits.ndjson",
      opens: false, &page)
    page.paragraph(
      "`POST /import` accepts many records, one per line, and writes all of them or none."
        + " `?dry_run=true` shows what would change. Pages of other origins can write only if the"
        + " operator lists them in `--cors-write-origins`.")
  }

  /// Writes a command for a terminal.
  func command(_ line: String, _ page: inout HTMLWriter) {
    page.element("div", ["class": "curl"]) { page in
      page.element("pre", ["tabindex": "0"]) { page in
        page.element("code") { $0.text(line) }
      }
    }
    page.raw("\n")
  }
}
