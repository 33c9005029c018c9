extension DocsPage {
  struct Section: Sendable {
    let id: String
    let title: String
    let write: @Sendable (DocsPage, inout HTMLWriter) -> Void
  }

  func guide(_ page: inout HTMLWriter) {
    for section in Self.sections + Self.data {
      page.element("section", ["id": section.id]) { page in
        page.element("h2", [:], section.title)
        section.write(self, &page)
      }
      page.raw("\n")
    }
  }

  static let sections = [
    Section(id: "start", title: "Start here") { docs, page in
      page.paragraph(
        "You can send requests with any HTTP client. Add `pretty` for JSON that is easy to read in"
          + " a terminal.")
      docs.curl("/?pretty", &page)
      docs.curl("/conferences?topic=nlp&pretty", &page)
      docs.curl(
        "/conferences?city=San+Francisco&from=2026-04-01&to=2026-04-30&sort=start&pretty", &page)
      docs.curl("/conferences/vldb-2026?pretty", &page)
      docs.curl("/recommendations?audience=startup&pretty", &page)
    },
    Section(id: "questions", title: "Queries") { docs, page in
      page.element("ul") { page in
        for rule in rules {
          page.element("li") { $0.prose(rule) }
          page.raw("\n")
        }
      }
    },
    Section(id: "words", title: "Search") { docs, page in
      page.paragraph(
        "You can type a conference in the way people write it: `ICLR 2027`, `iclr27`, `ICLR'27`,"
          + " its ID or its full name. Accents do not matter, and a letter such as ä also matches"
          + " ae.")
      docs.curl("/search?q=iclr27&pretty", &page)
      page.paragraph(
        "If no record has all the words, the search reads words that name a value of a filter as"
          + " that filter: a place, a topic, a time, a kind. `meta.understood` lists these words,"
          + " with the query that uses the filters. If that finds nothing, the search corrects"
          + " misspelt words (`meta.did_you_mean`), and then returns the records with the most of"
          + " the words (`meta.partial_match`). `literal=1` turns all of this off.")
      docs.curl("/search?q=conferences+in+Boston&pretty", &page)
      page.paragraph(
        "If a place in words is the name of several cities, `meta.candidates` has the query for each"
          + " of them. A query can name a series, a deadline and a year. The expected deadlines, with the"
          + " status `expected` and their basis, then follow the announced ones. With “next” instead of"
          + " a year, the expected ones appear only if none is announced.")
    },
    Section(id: "names", title: "Names of members") { _, page in
      page.paragraph(
        "A member has the same name on every endpoint, in JSON and in CSV. The import still reads"
          + " older files of the native format with other names.")
      page.element("ul") { page in
        for rule in vocabulary {
          page.element("li") { $0.prose(rule) }
          page.raw("\n")
        }
      }
    },
    Section(id: "forms", title: "Output formats") { docs, page in
      page.paragraph(
        "Lists and records are available in several output formats. Append an extension to the"
          + " path, add `format=`, or send `Accept`. An extension takes precedence over `format=`,"
          + " and `format=` over `Accept`.")
      docs.formTable(&page)
      page.paragraph(
        "A browser gets an HTML page of the same records; `curl` gets JSON. A programme is also"
          + " available as a calendar, such as `/conferences/emnlp-2023/schedule.ics`. Conference"
          + " apps read it as `schedule.xml` (Pentabarf: Giggity, EventFahrplan) and"
          + " `schedule.json` (frab, pretalx). These two file names always mean those formats: for"
          + " the catalog's own JSON of a programme, use no extension or `format=json`. In both"
          + " files the description of a session includes its papers, and its GUID is the"
          + " published one or, without one, made from its ID. Both files omit sessions that are"
          + " cancelled or have no time."
      )
      page.paragraph(
        "JSON and HTML have pages. The other output formats contain the whole list; with `limit`"
          + " they contain one page, and the `Link` field leads to the next one. In CSV, `fields=`"
          + " selects columns and their order. A semicolon separates several values in a cell, and"
          + " an apostrophe precedes text that a spreadsheet would read as a formula. A feed lists"
          + " the latest changes first, at most 100 records unless you set `limit`; a change of"
          + " dates or status is an entry of its own, which feed readers show as new. CSV and"
          + " NDJSON have a `Content-Length`, and DuckDB and polars read them by `Range`; a list that"
          + " exceeds `--range-cache` is sent chunked, without ranges. Other"
          + " formats accept the parameters that only affect JSON (`facets`, `include`, `pretty`,"
          + " `total`) and ignore them.")
      docs.curl(
        "/conferences.csv?year=2026&fields=name,start,end,edtf,city", options: "-o 2026.csv",
        &page)
    },
    Section(id: "calendar", title: "Calendar subscriptions") { docs, page in
      page.paragraph(
        "You can subscribe to any list of conferences, sessions or deadlines as a calendar: use"
          + " its `.ics` address. Add it to your calendar program as a subscription, not as an"
          + " import. The program then follows the changes: new dates replace old ones, and"
          + " cancelled conferences disappear. A conference, deadline or session that left the list"
          + " or was deleted stays in the calendar as cancelled: the latest 20, if their changes are"
          + " among the latest 2,000 changes. Sessions do so in the programme of one conference,"
          + " filtered by track, room or kind.")
      page.element("ul") { page in
        for way in calendarWays {
          page.element("li") { $0.prose(way) }
          page.raw("\n")
        }
      }
      page.paragraph(
        "A deadline is a point in time without a duration. It is cancelled or tentative if its"
          + " conference is cancelled or postponed. `alarm=1d` adds an alarm one day before each."
          + " The calendar of a programme contains its sessions; `papers=include` adds their"
          + " papers.")
      docs.curl("/conferences.ics?topic=nlp", options: "-o nlp.ics", &page)
      docs.curl("/conferences/vldb-2026.ics", options: "-o vldb.ics", &page)
      page.paragraph(
        "Calendars can only show days, so they omit conferences and deadlines without exact days."
          + " `vague=include` adds them as tentative, over all days that are possible. The"
          + " calendar of a conference also contains its deadlines.")
      page.paragraph(
        "`catalog import` reads calendars, too. The time zone of an event comes from the VTIMEZONE"
          + " in the file. Without one, it comes from an IANA name, a Windows name, or a label"
          + " such as “(UTC+01:00) Amsterdam, Berlin”. If none is known, the session has no"
          + " `starts_at`; `published_start` keeps its local time. A local time that a clock"
          + " change skips is read with the offset before the change, and one that occurs twice"
          + " means the first (RFC 5545). A recurring event becomes one session for each time: at"
          + " most `--max-recurrences`, and at most one year if its rule has no end. If one event"
          + " takes whole days, or a day and more, and spans most of the others, it is the"
          + " conference itself. METHOD:CANCEL cancels the events in the file. A calendar of this"
          + " catalog that you import adds the records that are missing and changes none.")
      page.paragraph(
        "The import reads programmes of frab, pretalx, c3voc and Pentabarf from `schedule.json`"
          + " and `schedule.xml`. A duration is a number of minutes, H:MM, or ISO 8601. If it has"
          + " three numbers, the first is days in files of pretalx and c3voc, and hours in others."
          + " An end time takes precedence over a duration. A session that starts after midnight"
          + " belongs to the day under which the file lists it: `day` has that day, and the"
          + " schedule shows it there. Title, start and room distinguish events with the same"
          + " identifier. Mail addresses are never used as identifiers. Times without a known zone"
          + " are kept as local times, in `published_start` and `published_end`.")
      page.paragraph(
        "The import reads events that web sites publish in the terms of schema.org, as JSON-LD or"
          + " in an HTML page. An event that no other contains is a conference, and the events in it"
          + " (`subEvent`, `superEvent`) are its sessions. Only `Event`, `BusinessEvent`,"
          + " `ConferenceEvent`, `EducationEvent`, `ExhibitionEvent` and `Hackathon` become"
          + " conferences. An end at midnight means the day before. A place without"
          + " `addressLocality` is kept as text, unless it names a city and a country.")
    },
    Section(id: "deadline-times", title: "Times of deadlines") { docs, page in
      page.paragraph(
        "`local` and `time_zone_declared` are as published; `at_utc` is the instant that they"
          + " mean. AoE is UTC-12. 24:00 is the end of the day. A month, a part of a month, a"
          + " quarter or a season has no instant; `not_before_utc` and `not_after_utc` are its"
          + " bounds. Summer is June to August. An abbreviation that several countries use (CST,"
          + " IST, BST) means the zone of the country of the conference, and the offset follows"
          + " it; if that is not possible, the deadline has a day only. A local time that a clock"
          + " change skips is read with the offset before the change. 11:59 stays as published,"
          + " and `catalog check` asks whether it means 23:59.")
      docs.curl("/deadlines?status=open&limit=3", &page)
    },
    Section(id: "pages", title: "The HTML pages and client.js") { docs, page in
      page.paragraph(
        "A browser gets an HTML page of every list and record. `layout=month`, `layout=timeline`"
          + " and `layout=map` show conferences in other ways. A list shows at most"
          + " \(HTMLPage.maximumRecords) records, a month"
          + " \(MonthView.maximumHits) conferences, a map \(MapView.maximumHits), and a day of a"
          + " programme \(ProgrammeParts.size) sessions at a time, with links to the rest. The"
          + " pages work without scripts. The sessions that you pick stay in your browser, and you"
          + " can export them as a calendar.")
      page.paragraph(
        "`/client.js` is a client of this API for browsers, Node and Deno: one ES module without"
          + " dependencies. Import it from this server or copy it; `/client.d.ts` has its types.")
      page.element("pre", ["tabindex": "0"]) { page in
        page.element("code") { $0.text(clientSample(docs.baseURL)) }
      }
      page.element("ul") { page in
        for member in clientMembers {
          page.element("li") { $0.prose(member) }
          page.raw("\n")
        }
      }
    },
    Section(id: "caching", title: "Caching") { docs, page in
      page.paragraph(
        "Responses with data have an `ETag`, a `Last-Modified` and the revision of the data in"
          + " `X-Revision`; responses with `explain` do not. The `ETag` depends only on the"
          + " content and stays the same when other records change. It is weak for streamed lists,"
          + " and for deadlines, where it changes every minute."
          + " Repeat a request with `If-None-Match`, and you get 304 while the content is the"
          + " same. `Cache-Control` says how long a response is current, also if it changes with"
          + " the clock. The server compresses responses of more than 1,024 bytes for clients that"
          + " accept gzip. Pages of any origin may read unless the operator limits them with"
          + " `--cors-origins`.")
      docs.curl("/revision", &page)
    },
    Section(id: "editing", title: "Edit with curl") { docs, page in
      DocsPage.editing(docs, &page)
    },
    Section(id: "follow", title: "Follow with curl") { docs, page in
      page.paragraph(
        "`/changes` lists the records that were created, changed, renamed or deleted, in the order"
          + " of commits. It has each record once, as it is now, in the native format."
          + " `page.checkpoint` is the cursor for your next request; empty responses have one,"
          + " too. `since=now` returns only a cursor.")
      docs.curl("/changes?since=now&pretty", &page)
      docs.curl("/changes?limit=2&pretty", &page)
      page.paragraph(
        "With the filters of `/conferences` it lists the changes of conferences in the filtered"
          + " list, and the conferences that enter or leave that list (`move_in`, `move_out`), also"
          + " because another record such as their series has changed. `kind` selects kinds of"
          + " records."
          + " `record` is null for a record that was deleted or left the list. `expand=each` lists"
          + " every step. `wait=30` holds the request until there is a change, for at most 30"
          + " seconds.")
      docs.curl("/changes?topic=nlp&region=Europe&limit=2&pretty", &page)
      docs.curl("/changes?since=now&wait=5", &page)
      page.paragraph(
        "You can also follow `/changes` as a stream of server-sent events. The `id` of an event is"
          + " its cursor, and a browser that reconnects continues from there.")
      docs.curl("/changes?since=now", options: "-N -m 20 -H 'Accept: text/event-stream'", &page)
      page.paragraph(
        "A cursor becomes invalid when a backup is restored, or when the changes after it have"
          + " been removed (`--change-days`). The response is then 410, with the URL of the export"
          + " to start again from. A feed reader can follow `/changes.atom`, and any list as"
          + " `.atom`; the feed of a list also has the records that left it. `{record}/history`"
          + " lists what happened to one record, and `as_of=2026-11-01` shows the record as it"
          + " was. With `min_revision`, a read waits for the revision that the response to a write"
          + " named.")
      docs.curl("/conferences/vldb-2026/history?pretty", &page)
    },
    Section(id: "mirror", title: "Mirror in ten lines") { docs, page in
      page.paragraph(
        "`/export.ndjson` is the whole catalog at one revision, one record per line. Its first"
          + " line has the cursor to follow from. Together with the changes since then it is the"
          + " export of a later revision. This Python program keeps a copy in memory while it runs:"
      )
      page.element("pre", ["tabindex": "0"]) { page in
        page.element("code") { $0.text(mirror(docs.baseURL)) }
      }
      page.paragraph(
        "To fill another catalog, use `/export.ndjson?removed=true`. It ends with lines for removed"
          + " records and former IDs, without which the copy would answer their URLs with 404 instead"
          + " of 410 and 308.")
      docs.command(
        "curl -s '\(docs.baseURL)/export.ndjson?removed=true' | catalog import --no-seed --database copy.db -",
        &page)
    },
    Section(id: "limits", title: "Limits") { docs, page in
      page.paragraph(
        "Every buffer, queue and wait has a limit, so that no client can block the others. The"
          + " settings belong to `catalog serve`; `catalog --help` lists their variables and"
          + " ranges.")
      docs.limitTable(&page)
    },
    Section(id: "programs", title: "For programs") { _, page in
      page.element("p") { page in
        page.text("This manual is also available as ")
        page.element("a", ["href": "/openapi.json"]) { $0.text("OpenAPI 3.1") }
        page.text(". New members may appear in responses at any time; existing ones stay.")
      }
    },
  ]

  /// Returns a Python program that keeps a copy of the catalog.
  static func mirror(_ baseURL: String) -> String {
    """
    import json, urllib.request
    base = "\(baseURL)"
    lines = urllib.request.urlopen(base + "/export.ndjson")
    cursor = json.loads(next(lines))["cursor"]
    records = {(r["type"], r["id"]): r for r in map(json.loads, lines)}
    while True:
        changes = json.load(urllib.request.urlopen(f"{base}/changes?since={cursor}&wait=30"))
        for change in changes["data"]:
            records.pop((change["kind"], change.get("previous_id")), None)
            records.pop((change["kind"], change["id"]), None)
            if change["record"]: records[change["kind"], change["id"]] = change["record"]
        cursor = changes["page"]["checkpoint"]
    """
  }

  private static let rules = [
    "Different filters are combined with AND. Several values of one filter, repeated or separated"
      + " by commas, are combined with OR. A hyphen before a value excludes it:"
      + " `topic=ai&country=-US`.",
    "You can name topics, audiences, places and series by any of their names: `topic=natural"
      + " language processing`, `region=Florida`, `series=NIPS`. A topic includes its narrower"
      + " topics.",
    "A conference in \"January 2026\" may or may not match a filter by day. The response includes"
      + " it with `match.dates: possible`; `match=certain` excludes it. Vague places work in the"
      + " same way.",
    "`q` searches for words, the last one also as a prefix. It accepts \"phrases\" and"
      + " -exclusions, and any text is a valid query. `sort`, `fields`, `include` and `facets`"
      + " shape the response, `tz` adds local times, and `explain` shows how the server understood"
      + " the request.",
    "Every deadline has an `id` and a `url`, and a conference shows its `next_deadline`. A"
      + " deadline that had not passed when its conference was cancelled has the status"
      + " `cancelled`.",
    "`/deadlines?expected=include` also lists deadlines that editions have not announced yet,"
      + " after the announced ones. An expected deadline has the status `expected`, a range of"
      + " days, and the past editions that it is derived from, at least two. `/series/vldb/next`"
      + " shows what is known or expected of the next edition.",
    "Lists begin with current and upcoming records, the soonest first. Then come past ones, the"
      + " latest first, and then those without a time. Programmes and calendars are in the order"
      + " of time, as with `sort=start`.",
    "Lists have pages: follow `page.next`, or the `Link` field. A cursor stays valid while the"
      + " data changes.",
    "An unknown parameter is an error, and the response suggests the nearest known one. A response"
      + " lists all errors of a request at once. With `Prefer: handling=lenient`, the server"
      + " ignores unknown parameters and lists them in `meta.ignored`.",
  ]

  private static let vocabulary = [
    "`id` is the ID of a record, `url` its address on this server, and `website` its own home"
      + " page. `links` has all links, with their purpose in `rel`.",
    "`name` is the full name, `acronym` the short one or null, and `aliases` all others.",
    "`display_name` is a short name for display: \"NeurIPS 2026\".",
    "A code comes with its text: `country_name` for `country`, `topic_names` for `topics` in the"
      + " same order, `kind_name`, `room_name`, `conference_name` and so on.",
    "A conference has its own topics and those of its series. A session has those of its track, or"
      + " of its conference if neither has any; breaks, openings and social events inherit none of"
      + " a conference. `topics` has all of them, `inherited_topics` those that are inherited. In"
      + " the same way `audiences` has the audiences to which a conference or its series is"
      + " recommended, `inherited_audiences` the inherited ones, and `recommended_for` the reasons."
      + " Filters and facets use all of them. Nothing is inherited from an umbrella series.",
    "`view=brief` returns what a card or a row of a list needs. It omits unknown members, except"
      + " `next_deadline`, which is null if no deadline is open. It is the fastest view.",
    "`fields=` accepts the name of any member. Use a dot for a member of a member: `dates.start`,"
      + " `locations.city`. The columns of tables are short names for these: `start`, `city`.",
  ]

  private static let calendarWays = [
    "Apple Calendar: File, New Calendar Subscription.",
    "Google Calendar: Other calendars, From URL (the server must be reachable from the internet).",
    "Thunderbird: New Calendar, On the Network. Outlook: Add calendar, Subscribe from web.",
  ]

  private func limitTable(_ page: inout HTMLWriter) {
    page.element("div", ["class": "scroll", "tabindex": "0"]) { page in
      page.element("table") { page in
        page.raw(
          "<thead><tr><th>setting<th>default<th>protects<th>response beyond the limit"
            + "<th>test</thead>")
        page.element("tbody") { page in
          for limit in Limit.all {
            page.element("tr") { page in
              page.element("td") { page in
                guard let setting = limit.setting else { return page.text("fixed") }
                page.element("code", [:], setting)
              }
              for text in [limit.standard, limit.protects, limit.beyond, limit.test] {
                page.element("td") { $0.text(text) }
              }
            }
            page.raw("\n")
          }
        }
      }
    }
    page.raw("\n")
  }

  private func formTable(_ page: inout HTMLWriter) {
    page.element("div", ["class": "scroll", "tabindex": "0"]) { page in
      page.element("table") { page in
        page.raw("<thead><tr><th>extension, <code>format=</code><th>media type<th>purpose</thead>")
        page.element("tbody") { page in
          for form in Representation.all {
            page.element("tr") { page in
              page.element("td") { page in
                page.element("code") { $0.text(".\(form.fileExtension)") }
                if form.name != form.fileExtension {
                  page.text(" of a schedule, ")
                  page.element("code") { $0.text(form.name) }
                }
              }
              page.element("td") { page in
                page.element("code") { $0.text(form.typeName) }
              }
              page.element("td") { $0.text(form.purpose) }
            }
            page.raw("\n")
          }
        }
      }
    }
    page.raw("\n")
  }

  private static func clientSample(_ baseURL: String) -> String {
    """
    import { Catalog } from '\(baseURL)/client.js';
    const catalog = new Catalog();
    for await (const conference of catalog.all('conferences', { topic: 'nlp', when: 'upcoming' })) {
      console.log(conference.display_name, conference.dates?.text);
    }
    """
  }

  private static let clientMembers = [
    "`list(collection, parameters)` returns a page of a list, `all(collection, parameters)` every"
      + " record, page by page, `one(path)` a record, and `search(words)` the best hits of all"
      + " kinds.",
    "Unchanged responses are revalidated by their entity tags and not sent again. Pass an"
      + " `AbortSignal` as `{ signal }` to cancel a request. An error throws a `CatalogProblem`"
      + " with the server's response as its `problem`.",
    "`subscription(path, parameters)` returns the webcal address of a list, `timeLeft(instant)` a"
      + " countdown, `localTime(instant)` a time in the reader's zone, and `calendar(sessions)` an"
      + " iCalendar file. `Picks` holds the sessions that the reader has picked.",
  ]
}
