extension DocsPage {
  struct Section: Sendable {
    let id: String
    let title: String
    let write: @Sendable (DocsPage, inout HTMLText) -> Void
  }

  func guide(_ page: inout HTMLText) {
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
        "Ask with anything that speaks HTTP. Add `pretty` for JSON that reads well in a terminal.")
      docs.curl("/?pretty", &page)
      docs.curl("/conferences?topic=nlp&pretty", &page)
      docs.curl(
        "/conferences?city=San+Francisco&from=2026-04-01&to=2026-04-30&sort=start&pretty", &page)
      docs.curl("/conferences/vldb-2026?pretty", &page)
      docs.curl("/recommendations?audience=startup&pretty", &page)
    },
    Section(id: "questions", title: "How to ask") { docs, page in
      page.element("ul") { page in
        for rule in rules {
          page.element("li") { $0.prose(rule) }
          page.raw("\n")
        }
      }
    },
    Section(id: "words", title: "Search by words") { docs, page in
      page.paragraph(
        "You can type a conference as people write it: `ICLR 2027`, `iclr27`, `ICLR'27`, its id or"
          + " its full name. Letters are found by their spelling, without their marks, and as ae,"
          + " oe, ue or ss where these stand for one letter.")
      docs.curl("/search?q=iclr27&pretty", &page)
      page.paragraph(
        "Where nothing has all the words, words that name a filter's value are taken as that filter:"
          + " a place, a topic, a time, a kind. `meta.understood` has these words, and the query that"
          + " states the filters. Then misspelt words are corrected (`meta.did_you_mean`); then the"
          + " records with the most of the words are given (`meta.partial_match`). `literal=1` turns"
          + " all of this off.")
      docs.curl("/search?q=conferences+in+Boston&pretty", &page)
    },
    Section(id: "names", title: "What members are called") { _, page in
      page.paragraph(
        "One thing has one name on every endpoint, in JSON and in CSV; old files of the native"
          + " format with other names are still read.")
      page.element("ul") { page in
        for rule in vocabulary {
          page.element("li") { $0.prose(rule) }
          page.raw("\n")
        }
      }
    },
    Section(id: "forms", title: "One question, many forms") { docs, page in
      page.paragraph(
        "Every list and every single thing comes in several forms. Put an extension behind the"
          + " path, or add `format=`, or send `Accept`; the first of these that is there decides.")
      docs.formTable(&page)
      page.paragraph(
        "A browser that opens an address gets a page, made of the same records; `curl` gets JSON."
          + " A programme is a calendar, too: `/conferences/emnlp-2023/schedule.ics`; and conference"
          + " apps read it as `schedule.xml` (Pentabarf: Giggity, EventFahrplan) and `schedule.json`"
          + " (frab, pretalx). The name of such a file always means that format; the catalog's own"
          + " JSON of a programme has no extension, or `format=json`. Papers stand in the description"
          + " of their session, and GUIDs last: those that the programme published, and else one"
          + " made from the session's ID. Cancelled sessions and those without a time are left out."
      )
      page.paragraph(
        "Forms other than JSON and pages give the whole list, as long as it may be; with `limit` they give a"
          + " page, and the `Link` field leads to the next one. In CSV, `fields=` chooses columns"
          + " and their order, several values in a cell stand apart by semicolons, and a text that"
          + " a spreadsheet would take for a formula begins with an apostrophe. A feed begins with"
          + " what changed last, and has a hundred records unless `limit` says otherwise; a change of"
          + " dates or status is an entry of its own there, which readers show as new. What only"
          + " shapes the JSON (`facets`, `include`, `pretty`, `total`) is no error elsewhere.")
      docs.curl(
        "/conferences.csv?year=2026&fields=name,start,end,edtf,city", options: "-o 2026.csv",
        &page)
    },
    Section(id: "calendar", title: "Subscribe from a calendar program") { docs, page in
      page.paragraph(
        "Any filter is a calendar. Give its address to the calendar program as a subscription (not"
          + " as an import), and it follows what changes: new dates replace old ones, and what is"
          + " cancelled disappears.")
      page.element("ul") { page in
        for way in calendarWays {
          page.element("li") { $0.prose(way) }
          page.raw("\n")
        }
      }
      page.paragraph(
        "A deadline is a point in time, and no program shows an end that nobody announced. It is"
          + " cancelled or tentative when its conference is cancelled or postponed. `alarm=1d` adds"
          + " an alarm a day before each. The calendar of a programme shows its sessions;"
          + " `papers=include` adds the papers within them.")
      docs.curl("/conferences.ics?topic=nlp", options: "-o nlp.ics", &page)
      docs.curl("/conferences/vldb-2026.ics", options: "-o vldb.ics", &page)
      page.paragraph(
        "What has no exact days is left out of calendars, since a calendar can only show days;"
          + " `vague=include` shows it as tentative over all the days that it may take. The"
          + " calendar of one conference holds its deadlines too.")
      page.paragraph(
        "`catalog import` reads calendars, too. The time zone of an event is that of the file's own"
          + " VTIMEZONE; without one, that of its IANA name, of a Windows name, or of a label such"
          + " as “(UTC+01:00) Amsterdam, Berlin”. If none is known, the session has no `starts_at`,"
          + " but keeps its clock as `published_start`. Times that a clock change skips have the"
          + " offset from before it, and repeated ones are the first (RFC 5545). Recurring events"
          + " have a session for each time, at most `--max-recurrences`, and at most a year if"
          + " their rule has no end. An event of whole days, or of a day and more at a stretch,"
          + " over most of the others is the conference itself. METHOD:CANCEL cancels the events"
          + " that it names. Calendars of this catalog, read back, add the records that are"
          + " missing and change none.")
      page.paragraph(
        "Programmes of frab, pretalx, c3voc and Pentabarf are read from `schedule.json` and"
          + " `schedule.xml`. A duration is minutes, H:MM or ISO 8601; of three numbers the first"
          + " counts days if pretalx or c3voc wrote the file, else hours. An end in the file decides."
          + " A session that starts after midnight belongs to the day under which the file has it:"
          + " `day` says so, and the schedule lists it there. Events that share an identifier are"
          + " told apart by title, start and room. Mail addresses are never kept as identifiers.")
    },
    Section(id: "deadline-times", title: "What a deadline means") { docs, page in
      page.paragraph(
        "`local` and `time_zone_declared` are what was published; `at_utc` is the instant that they"
          + " mean. AoE is UTC-12. 24:00 is the end of the day. A month, a part of a month, a quarter"
          + " or a season has no instant, but the bounds `not_before_utc` and `not_after_utc`; summer"
          + " is June to August. An abbreviation that several countries use (CST, IST, BST) means the"
          + " zone of the country where the conference is, and has its offset behind it; otherwise"
          + " only the day counts. A time that a change of clocks skips is read with the offset"
          + " before the change. 11:59 is kept as published, and `catalog check` asks whether 23:59"
          + " is meant.")
      docs.curl("/deadlines?status=open&limit=3", &page)
    },
    Section(id: "pages", title: "The HTML pages and client.js") { docs, page in
      page.paragraph(
        "A browser gets an HTML page of every list and record. `layout=month`, `layout=timeline` and"
          + " `layout=map` show conferences in other ways; a month shows at most"
          + " \(MonthView.maximumHits) of them, a map \(MapView.maximumHits), and a day of a programme"
          + " \(ProgrammePage.maximumSessions) sessions, with a link to the rest. The pages work"
          + " without scripts. Picks of sessions stay in your browser, and you can export them as a"
          + " calendar.")
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
    Section(id: "caching", title: "Following the data") { docs, page in
      page.paragraph(
        "Every response with data has an `ETag`, a `Last-Modified` and the data's revision in"
          + " `X-Revision`. The `ETag` names the content and nothing else: it stays when other records change. Ask"
          + " again with `If-None-Match` and get 304 while the content is the same. `Cache-Control`"
          + " says for how long an answer is fresh, also where the clock decides. Answers of more"
          + " than a kilobyte are compressed for clients that accept gzip. Pages of any origin may"
          + " read.")
      docs.curl("/revision", &page)
    },
    Section(id: "editing", title: "Edit with curl") { docs, page in
      DocsPage.editing(docs, &page)
    },
    Section(id: "follow", title: "Follow with curl") { docs, page in
      page.paragraph(
        "`/changes` tells what has been created, changed, renamed and deleted, in the order of"
          + " commits: each record once, as it is now, in the native format. `page.checkpoint` is the"
          + " cursor to go on from; also an empty response has one. `since=now` gives it alone.")
      docs.curl("/changes?since=now&pretty", &page)
      docs.curl("/changes?limit=2&pretty", &page)
      page.paragraph(
        "With the filters of `/conferences` it tells what comes into a list and what leaves it"
          + " (`move_in`, `move_out`), whatever the reason; with `kind`, records of some kinds. For"
          + " what is deleted or leaves, `record` is null. `expand=each` tells every step. `wait=30`"
          + " holds an empty response until there is something to tell.")
      docs.curl("/changes?topic=nlp&region=Europe&limit=2&pretty", &page)
      docs.curl("/changes?since=now&wait=5", &page)
      page.paragraph(
        "The same as a stream of server-sent events, for as long as you like: the `id` of an event is"
          + " its cursor, and a browser that reconnects goes on from there by itself.")
      docs.curl("/changes?since=now", options: "-N -m 20 -H 'Accept: text/event-stream'", &page)
      page.paragraph(
        "A cursor is no longer valid when a backup was restored, or when the changes since then are"
          + " no longer kept (`--change-days`): the response is 410 with the URL of the export to"
          + " start again from. A feed reader can follow `/changes.atom`, and any list as `.atom`:"
          + " its feed tells what has left the list, too. `{record}/history` has what happened to"
          + " one record, and `as_of=2026-11-01` shows it as it was. `min_revision` makes a read wait"
          + " for the revision that a write has answered with.")
      docs.curl("/conferences/vldb-2026/history?pretty", &page)
    },
    Section(id: "mirror", title: "Mirror in ten lines") { docs, page in
      page.paragraph(
        "`/export.ndjson` is the whole catalog at one revision, a record a line; its first line has"
          + " the cursor to follow from. This Python program keeps a copy in memory for as long as"
          + " it runs:")
      page.element("pre", ["tabindex": "0"]) { page in
        page.element("code") { $0.text(mirror(docs.baseURL)) }
      }
    },
    Section(id: "limits", title: "Limits") { docs, page in
      page.paragraph(
        "Every buffer, queue and wait has a bound, so that no client can hurt another. A setting"
          + " belongs to `catalog serve`; its variable and its range are in `catalog --help`.")
      docs.limitTable(&page)
    },
    Section(id: "programs", title: "For programs") { _, page in
      page.element("p") { page in
        page.text("The same declarations are served as ")
        page.element("a", ["href": "/openapi.json"]) { $0.text("OpenAPI 3.1") }
        page.text(". Members may be added to answers at any time; what is there stays.")
      }
    },
  ]

  /// A program that keeps a copy of the catalog.
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
    "Different parameters mean \"and\"; a parameter that is repeated, or has values apart by"
      + " commas, means \"or\"; a hyphen before a value excludes it: `topic=ai&country=-US`.",
    "Topics, audiences, places and series go by any of their names: `topic=natural language"
      + " processing`, `region=Florida`, `series=NIPS`. A topic includes what is narrower.",
    "Dates that are only known as \"January 2026\" may or may not fit. They are in the answer with"
      + " `match.dates: possible`; `match=certain` leaves them out. Places work alike.",
    "`q` finds words, the last one also as a beginning; \"phrases\" and -exclusions work, and"
      + " nothing that is typed is an error. `sort`, `fields`, `include` and `facets` shape the"
      + " answer, `tz` adds local times, and `explain` tells how a question was understood.",
    "Every deadline has an `id` of its own in the catalog and a `url`; a conference shows its"
      + " `next_deadline`. What had not passed when a conference was cancelled has the status"
      + " `cancelled`.",
    "`/deadlines?expected=include` adds what editions have not announced, behind what is announced:"
      + " a range of days with the past editions that it is expected from, at least two, and the"
      + " status `expected`. `/series/vldb/next` tells what is known or expected of the next edition.",
    "Lists begin with what is on or ahead, the soonest first; then comes the past, the latest first,"
      + " then what has no time. Programmes and calendars keep the order of time, as `sort=start`"
      + " does.",
    "Lists come in pages: follow `page.next`, or the `Link` field. A cursor stays right while the"
      + " data changes.",
    "An unknown parameter is an error, with what was probably meant; so is every wrong value, all"
      + " in one answer. A client that sends `Prefer: handling=lenient` has unknown parameters"
      + " listed in `meta.ignored` instead.",
  ]

  private static let vocabulary = [
    "`id` names a record, `url` is its address on this server, and `website` the address of its own"
      + " home page. `links` has every link, with what it leads to in `rel`.",
    "`name` is the name in full, `acronym` the short one or null, `aliases` are all others.",
    "`display_name` is what to show where there is little room: \"NeurIPS 2026\".",
    "The text of a code stands beside it: `country_name` beside `country`, `topic_names` beside"
      + " `topics` in the same order, `kind_name`, `room_name`, `conference_name` and so on.",
    "A conference has its own topics and those of its series, a session those of its track (or of"
      + " its conference, if neither has any). `topics` has them all, `inherited_topics` those that"
      + " are inherited. In the same way `audiences` has the audiences to which a conference or its"
      + " series is recommended, `inherited_audiences` names these, and `recommended_for` says why."
      + " Filters and facets use them all. Nothing is inherited from an umbrella series.",
    "`view=brief` gives what a card or a row of a list needs, without members that are unknown;"
      + " only `next_deadline` is null if none is open. It is the fastest view.",
    "`fields=` takes the name of any member. A member of a member stands behind a dot:"
      + " `dates.start`, `locations.city`. The columns of tables are short names for these:"
      + " `start`, `city`.",
  ]

  private static let calendarWays = [
    "Apple Calendar: File, New Calendar Subscription.",
    "Google Calendar: Other calendars, From URL (the server must be reachable from the internet).",
    "Thunderbird: New Calendar, On the Network. Outlook: Add calendar, Subscribe from web.",
  ]

  private func limitTable(_ page: inout HTMLText) {
    page.element("div", ["class": "scroll", "tabindex": "0"]) { page in
      page.element("table") { page in
        page.raw(
          "<thead><tr><th>setting<th>default<th>what it protects<th>what a client beyond it gets"
            + "<th>the test that holds it</thead>")
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

  private func formTable(_ page: inout HTMLText) {
    page.element("div", ["class": "scroll", "tabindex": "0"]) { page in
      page.element("table") { page in
        page.raw("<thead><tr><th>extension, <code>format=</code><th>media type<th>what for</thead>")
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
    "`list(collection, parameters)` gets a page of a list, `all(collection, parameters)` every record,"
      + " page by page, `one(path)` a record, `search(words)` the best hits of all kinds.",
    "Answers that have not changed are confirmed by their entity tags and not sent again. An"
      + " `AbortSignal` as `{ signal }` ends a request. A mistake throws a `CatalogProblem`, whose"
      + " `problem` is what the server answered.",
    "`subscription(path, parameters)` is the webcal address of a list, `timeLeft(instant)` a"
      + " countdown, `localTime(instant)` a time in the reader's zone, `calendar(sessions)` an"
      + " iCalendar file, and `Picks` what the reader has picked.",
  ]
}
