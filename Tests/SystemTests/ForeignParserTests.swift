import Foundation
import Testing

/// Downloads read by parsers that were not written here.
@Suite(.serialized, .enabled(if: PythonTools.interpreter != nil, "\(PythonTools.missing)"))
struct `Programs of others` {
  @Test func `Calendars are read by icalendar`() throws {
    let server = try ServerProcess()
    let url = "http://127.0.0.1:\(server.port)"
    let (output, status) = try PythonTools.run(
      """
      import sys, urllib.request, datetime, re
      from icalendar import Calendar
      base = sys.argv[1]
      def get(path): return urllib.request.urlopen(base + path).read()
      seen = 0
      for path in ["/conferences.ics?topic=big-data", "/conferences.ics", "/deadlines.ics",
                   "/conferences/vldb-2026.ics", "/conferences/emnlp-2023/sessions.ics",
                   "/sessions.ics?kind=keynote", "/conferences.ics?vague=include",
                   "/series/vldb.ics", "/conferences.ics?topic=nlp&limit=3"]:
          data = get(path)
          assert data == get(path), "two downloads of " + path + " differ"
          for line in data.split(b"\\r\\n"):
              assert len(line) <= 75 and b"\\n" not in line, line
              line.decode("utf-8")
          calendar = Calendar.from_ical(data)
          for name in ["VERSION", "PRODID", "NAME", "DESCRIPTION", "REFRESH-INTERVAL", "SOURCE"]:
              assert name in calendar, name
          events = list(calendar.walk("VEVENT"))
          uids = [str(event["UID"]) for event in events]
          assert len(set(uids)) == len(uids), "UIDs repeat in " + path
          for event in events:
              assert not event.errors, event.errors
              assert "DTSTAMP" in event and "LAST-MODIFIED" in event and "SEQUENCE" in event
              assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt
              start = event["DTSTART"].dt
              if "DTEND" in event: assert event["DTEND"].dt > start, event["UID"]
              elif not isinstance(start, datetime.datetime): raise Exception("no end")
              if isinstance(start, datetime.datetime): assert start.utcoffset() == datetime.timedelta(0)
              assert event["STATUS"] in ("CONFIRMED", "TENTATIVE", "CANCELLED")
              assert re.fullmatch(r"[a-z]+-[a-z0-9.-]+@[a-z0-9.-]+", str(event["UID"])), event["UID"]
          seen += len(events)
          if "big-data" in path:
              by = {str(event["UID"]).split("@")[0]: event for event in events}
              vldb = [event for uid, event in by.items() if uid.startswith("conference-")]
              assert vldb
      vldb = [event for event in Calendar.from_ical(get("/conferences/vldb-2026.ics")).walk("VEVENT")]
      conference = [e for e in vldb if str(e["UID"]).startswith("conference-")]
      assert len(conference) == 1 and len(vldb) == 13, len(vldb)
      assert conference[0]["DTSTART"].dt == datetime.date(2026, 8, 31)
      assert conference[0]["DTEND"].dt == datetime.date(2026, 9, 5)
      programme = get("/conferences/emnlp-2023/schedule.ics")
      def uids(data): return [str(e["UID"]) for e in Calendar.from_ical(data).walk("VEVENT")]
      assert sorted(uids(programme)) == sorted(uids(get("/conferences/emnlp-2023/sessions.ics")))
      empty = Calendar.from_ical(get("/conferences.ics?city=Honolulu&year=2030"))
      assert not empty.errors and [c.name for c in empty.subcomponents] == ["VFREEBUSY"], empty
      left = Calendar.from_ical(get("/conferences.ics?month=2026-01"))
      assert "4 entries are omitted" in str(left["DESCRIPTION"]), left["DESCRIPTION"]
      exact = {str(e["UID"]) for e in Calendar.from_ical(get("/conferences.ics?month=2026-01")).walk("VEVENT")}
      vague = {str(e["UID"]): e for e in Calendar.from_ical(get("/conferences.ics?month=2026-01&vague=include")).walk("VEVENT")}
      january = [u for u in vague if u.startswith("conference-icmlc-2026@")]
      assert january and january[0] not in exact
      assert vague[january[0]]["STATUS"] == "TENTATIVE"
      print("events", seen)
      """, [url])
    #expect(status == 0, "\(output)")
    #expect(server.stop() == 0)
  }

  @Test func `Feeds are read by feedparser`() throws {
    let server = try ServerProcess()
    let (output, status) = try PythonTools.run(
      """
      import sys, urllib.request, feedparser
      base = sys.argv[1]
      for path in ["/conferences.atom", "/deadlines.atom", "/series.atom", "/topics.atom",
                   "/conferences/vldb-2026.atom", "/sessions.atom?limit=5", "/guide.atom"]:
          data = urllib.request.urlopen(base + path).read()
          assert data == urllib.request.urlopen(base + path).read()
          feed = feedparser.parse(data)
          assert not feed.bozo, (path, feed.get("bozo_exception"))
          assert feed.version == "atom10" and feed.feed.title and feed.feed.updated_parsed
          assert any(link.rel == "self" for link in feed.feed.links)
          assert feed.entries, path
          assert len({entry.id for entry in feed.entries}) == len(feed.entries)
          for entry in feed.entries:
              assert entry.title and entry.updated_parsed and entry.link.startswith(base), entry
              assert entry.id.startswith("tag:")
      """, ["http://127.0.0.1:\(server.port)"])
    #expect(status == 0, "\(output)")
    #expect(server.stop() == 0)
  }

  @Test func `Tables are read by Python's csv, and lines by its json`() throws {
    let server = try ServerProcess()
    let (output, status) = try PythonTools.run(
      """
      import sys, urllib.request, csv, io, json
      base = sys.argv[1]
      def get(path): return urllib.request.urlopen(base + path).read().decode("utf-8")
      for name in ["conferences", "deadlines", "sessions", "tracks", "speakers", "series", "topics",
                   "audiences", "venues", "places", "recommendations", "guide", "sources"]:
          rows = list(csv.DictReader(io.StringIO(get("/" + name + ".csv"), newline=""), strict=True))
          # What counts the seconds from now differs from one response to the next.
          lines = [json.loads(line) for line in get("/" + name + ".ndjson").splitlines()]
          page = json.loads(get("/" + name + "?limit=2"))
          for record in lines + page["data"]:
              for deadline in (record, record.get("next_deadline") or {}):
                  deadline.pop("seconds_left", None)
          assert len(rows) == len(lines) == page["page"]["total"], (name, len(rows), len(lines))
          for record, line in zip(page["data"], lines):
              # A line has every member of its kind, also those that nothing is known of.
              assert {k: line.get(k) for k in record} == record, (name, record, line)
              assert all(line[k] is None for k in line.keys() - record.keys()), (name, line)
          for row, line in zip(rows, lines):
              assert None not in row and None not in row.values(), row
              if "id" in line: assert row["id"] == line["id"], (row, line)
              for value in row.values():
                  assert not value or value[0] not in "=+@\\t\\r" , value
      few = get("/conferences.csv?year=2026&fields=name,start,end,edtf,city").split("\\r\\n")
      assert few[0] == "name,start,end,edtf,city", few[0]
      january = [row for row in csv.DictReader(io.StringIO(get("/conferences.csv?month=2026-01")))
                 if row["id"] == "icmlc-2026"][0]
      assert january["start"] == "" and january["edtf"] == "2026-01", january
      assert january["place_certainty"] == "candidate", january
      """, ["http://127.0.0.1:\(server.port)"])
    #expect(status == 0, "\(output)")
    #expect(server.stop() == 0)
  }

  @Test func `Numbers for monitors are read by the client of Prometheus`() throws {
    let server = try ServerProcess()
    let (output, status) = try PythonTools.run(
      """
      import sys, urllib.request
      from prometheus_client.parser import text_string_to_metric_families
      base = sys.argv[1]
      def read():
          answer = urllib.request.urlopen(base + "/metrics")
          assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
          families = list(text_string_to_metric_families(answer.read().decode()))
          for family in families:
              assert family.documentation and family.type in ("counter", "gauge"), family
          return {(s.name, *s.labels.values()): s.value for f in families for s in f.samples}
      first = read()
      for _ in range(5): urllib.request.urlopen(base + "/conferences?topic=nlp").read()
      last = read()
      assert last["catalog_requests_total",] == first["catalog_requests_total",] + 6, last
      assert last["catalog_answers_total", "2xx"] == first["catalog_answers_total", "2xx"] + 6, last
      assert last["catalog_records", "conferences"] > 400 and last["catalog_ready",] == 1
      assert last["catalog_sent_bytes_total",] > first["catalog_sent_bytes_total",] + 5000
      assert last["catalog_connections_open",] >= 1
      """, ["http://127.0.0.1:\(server.port)"])
    #expect(status == 0, "\(output)")
    #expect(server.stop() == 0)
  }

  @Test func `The description of the API is valid, and its examples answer`() throws {
    let server = try ServerProcess()
    let (output, status) = try PythonTools.run(
      """
      import sys, urllib.request, urllib.parse, urllib.error, json
      from openapi_spec_validator import validate
      from openapi_schema_validator import OAS31Validator
      base = sys.argv[1]
      document = json.load(urllib.request.urlopen(base + "/openapi.json"))
      validate(document)
      bad, count = [], 0
      def check(path, operation):
          global count
          count += 1
          try: answer = urllib.request.urlopen(base + path)
          except urllib.error.HTTPError as error: return bad.append((path, error.code, error.read()[:300]))
          body = answer.read()
          kind = answer.headers["Content-Type"].split(";")[0]
          content = operation["responses"]["200"]["content"]
          if kind not in content: return bad.append((path, kind))
          if kind != "application/json": return
          schema = dict(content[kind]["schema"], components=document["components"])
          for error in list(OAS31Validator(schema).iter_errors(json.loads(body)))[:3]:
              bad.append((path, error.json_path, error.message[:200]))
      for template, item in document["paths"].items():
          operation = item.get("get")
          if operation is None or "security" in operation: continue
          path = template
          for parameter in operation["parameters"]:
              if parameter["in"] == "path":
                  path = path.replace("{" + parameter["name"] + "}", parameter["example"])
          def text(value):
              return ",".join(map(str, value)) if isinstance(value, list) else str(value)
          queries = [p for p in operation["parameters"] if p["in"] == "query" and "example" in p]
          required = {p["name"]: text(p["example"]) for p in queries if p.get("required")}
          def asked(more): return path + "?" + urllib.parse.urlencode({**required, **more})
          check(asked({}), operation)
          examples = {p["name"]: text(p["example"]) for p in queries}
          for name, value in examples.items():
              # A radius is one around a point.
              more = {"near": examples["near"]} if name == "radius" else {}
              check(asked({name: value, **more}), operation)
          formats = [v for p in queries if p["name"] == "format" for v in p["schema"].get("enum", [])]
          for name in formats:
              if "schedule" in name: check(asked({"format": name}), operation)
          for kind in operation["responses"]["200"]["content"]:
              request = urllib.request.Request(base + asked({}), headers={"Accept": kind})
              answer = urllib.request.urlopen(request)
              if answer.headers["Content-Type"].split(";")[0] != kind: bad.append((path, kind))
      assert not bad, json.dumps([str(b) for b in bad], indent=1)
      print("asked", count)
      """, ["http://127.0.0.1:\(server.port)"])
    #expect(status == 0, "\(output)")
    #expect(server.stop() == 0)
  }
}
