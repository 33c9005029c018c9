import Catalog
import CatalogModel
import HTTP
import JSON
import Testing

@testable import CatalogAPI

/// Returning to former states of records, and confirming that one is still right.
@Suite struct `Writes from the history` {
  @Test func `A revert is a new change that brings the record back as it was`() async throws {
    try await `Writing records`.withDesk { desk async throws in
      let path = "/conferences/acl-2031"
      let before = try await desk.data(path)
      let changed = try await desk.edit(
        .patch, path, #"{"name": "Another", "topics": ["vision"], "dates": null}"#)
      #expect(changed.status == .ok)
      let unconditional = try await desk.ask(.post, "\(path)/revert?to_revision=1")
      #expect(unconditional.status.code == 428)
      #expect(
        try await desk.ask(.post, "\(path)/revert?to_revision=1&if_revision=1").status.code == 412)
      let reverted = try await desk.ask(
        .post, "\(path)/revert?to_revision=1&if_revision=2&reason=Vandalism")
      #expect(reverted.status == .ok && reverted.fields["X-Revision"] == "3", "\(reverted.text)")
      let after = try await desk.data(path)
      for member in ["name", "topics", "dates", "series", "deadlines", "year"] {
        #expect(after[member] == before[member], "\(member)")
      }
      let entry = try await desk.probe.json("\(path)/history")["data"]?[0]
      #expect(entry?["action"] == .string("conference.revert"))
      #expect(entry?["actor"] == .string("ed") && entry?["reason"] == .string("Vandalism"))
      let told = try await desk.probe.json("/changes?kind=conference&expand=each")["data"]?.array
      #expect(told?.map { $0["op"]?.string } == ["create", "create", "update", "update"])
    }
  }

  @Test(arguments: [
    ("/conferences/acl-2031/revert", 400), ("/conferences/acl-2031/revert?to_revision=x", 400),
    ("/conferences/acl-2031/revert?to_revision=0", 404),
    ("/conferences/acl-2031/revert?to_revision=2", 400),
    ("/conferences/nothing/revert?to_revision=1", 404),
  ])
  func `A revert to what is not known is refused`(_ path: String, _ status: Int) async throws {
    try await `Writing records`.withDesk { desk async throws in
      let response = try await desk.edit(.post, path)
      #expect(response.status.code == status, "\(response.text)")
    }
  }

  @Test(arguments: [
    "/conferences/icml-2031", "/sessions/talk", "/conferences/acl-2031/deadlines/acl-2031--paper",
    "/series/icml", "/guide/hint",
  ])
  func `A deletion is undone by a revert, and the history goes on`(_ path: String) async throws {
    try await `Writing records`.withDesk { desk async throws in
      let before = try await desk.data(path)
      let deleted = try await desk.edit(.delete, "\(path)?cascade=true")
      #expect(deleted.status == .noContent, "\(deleted.text)")
      #expect(try await desk.probe.response(path).status == .gone)
      for (query, fields, status) in [
        ("to_revision=1", [:], 428), ("to_revision=1", ["If-Match": "\"r1\""], 412),
        ("to_revision=1&if_revision=1", [:], 412), ("to_revision=2&if_revision=2", [:], 404),
        ("to_revision=3&if_revision=2", [:], 400),
        ("to_revision=1&if_revision=2&cascade=true", [:], 200),
      ] as [(String, Fields, Int)] {
        let response = try await desk.ask(.post, "\(path)/revert?\(query)", "", fields)
        #expect(response.status.code == status, "\(query) \(response.text)")
      }
      let after = try await desk.data(path)
      guard case .object(let members) = before else { return }
      for (name, value) in members.members where !["revision", "updated_at"].contains(name) {
        #expect(after[name] == value, "\(name)")
      }
      let history = try await desk.probe.json("\(path)/history")["data"]?.array ?? []
      let actions = history.map { $0["action"]?.string?.split(separator: ".").last ?? "" }
      #expect(
        actions == ["revert", "delete", "create"] || actions == ["create", "delete", "create"])
      #expect(history.map { $0["revision"]?.integer } == [3, 2, 1])
      let first = try await desk.probe.json("\(path)/history?limit=1")
      let next = first["page"]?["next"]?.string?.dropFirst("http://localhost:8080".count) ?? ""
      let second = try await desk.probe.json("\(next)")["data"]?[0]
      #expect(second == history[1])
    }
  }

  @Test func `A revert with cascade also restores the programme that was deleted`() async throws {
    try await `Writing records`.withDesk { desk async throws in
      let path = "/conferences/acl-2031"
      let talk = try await desk.data("/sessions/talk")
      #expect(try await desk.edit(.delete, "\(path)?cascade=true").status == .noContent)
      #expect(try await desk.probe.response("/sessions/talk").status == .gone)
      let restored = try await desk.ask(
        .post, "\(path)/revert?to_revision=1&cascade=true", "", ["If-None-Match": "*"])
      #expect(restored.status == .ok, "\(restored.text)")
      let again = try await desk.data("/sessions/talk")
      for name in ["title", "track", "speakers", "conference"] {
        #expect(again[name] == talk[name], "\(name)")
      }
      #expect(try await desk.probe.response("/tracks/main").status == .ok)
      let told = try await desk.probe.json("/changes?expand=each&kind=session")["data"]?.array
      #expect(told?.map { $0["op"]?.string } == ["create", "delete", "create"])
    }
  }

  @Test func `A confirmation moves the day of the check, and names its source`() async throws {
    try await `Writing records`.withDesk { desk async throws in
      let path = "/conferences/acl-2031"
      let response = try await desk.ask(
        .post, "\(path)/confirmations", #"{"source": "https://acl.test/2031"}"#)
      #expect(response.status == .ok, "\(response.text)")
      let record = try await desk.data(path)
      let today = Instant.now.day().description
      #expect(record["verification"]?["checked_at"] == .string(today))
      #expect(record["name"] == .string("ACL 2031"))
      let entry = try await desk.probe.json("\(path)/history")["data"]?[0]
      #expect(entry?["action"] == .string("conference.confirm"))
      #expect(entry?["reason"] == .string("confirmed by https://acl.test/2031"))
      for body in [#"{}"#, #"{"source": "x"}"#, #"{"source": "https://a.test/", "more": 1}"#] {
        #expect(try await desk.ask(.post, "\(path)/confirmations", body).status.code == 422)
      }
    }
  }

  @Test func `A deadline has a history, former states and a revert of its own`() async throws {
    try await `Writing records`.withDesk { desk async throws in
      let path = "/conferences/acl-2031/deadlines/acl-2031--paper"
      let before = try await desk.data(path)
      for body in [#"{"label": "Main"}"#, #"{"local": "2031-01-12"}"#] {
        #expect(try await desk.edit(.patch, path, body).status == .ok)
      }
      // A change of the conference alone is no change of its deadline.
      _ = try await desk.edit(.patch, "/conferences/acl-2031", #"{"tagline": "New"}"#)
      let entries = try await desk.probe.json("\(path)/history")["data"]?.array ?? []
      #expect(
        entries.map { $0["action"]?.string } == [
          "deadline.update", "deadline.update", "deadline.create",
        ])
      #expect(entries.first?["record"] == .string(String(path.dropFirst())))
      #expect(entries.map { $0["previous_revision"] } == [.integer(2), .integer(1), .null])
      let fields = entries[0]["changes"]?.array?.compactMap { $0["field"]?.string } ?? []
      #expect(fields.contains("local") && !fields.contains("label"), "\(fields)")
      let page = try await desk.probe.response("\(path)/history?limit=1", ["Accept": "text/html"])
      #expect(
        page.text.contains("<h2>Deadline changed</h2>") && page.text.contains("Older changes"))
      #expect(page.text.contains(/<del>10 Jan 2031<\/del>\s+<ins>12 Jan 2031<\/ins>/))
      let rest = try await desk.probe.json("\(path)/history?limit=1")["page"]?["next"]?.string
      #expect(rest?.contains("cursor=") == true)

      let former = try await desk.data("\(path)?as_of_revision=2")
      #expect(former["label"] == .string("Main") && former["local"] == before["local"])
      #expect(former["revision"] == .integer(2))
      #expect(
        try await desk.probe.response("\(path)?as_of_revision=0").status == .notFound)

      let stale = try await desk.ask(.patch, "\(path)?if_revision=2", #"{"label": "X"}"#)
      let problem = try JSONParser.parse(stale.content)
      #expect(stale.status.code == 412 && problem["revision"] == .integer(3))
      #expect(problem["changed_fields"]?.array?.contains(.string("local")) == true)

      let reverted = try await desk.ask(.post, "\(path)/revert?to_revision=1&if_revision=3")
      #expect(reverted.status == .ok, "\(reverted.text)")
      #expect(try await desk.data(path)["local"] == before["local"])
      #expect(try await desk.data(path)["label"] == before["label"])
    }
  }

  @Test func `The former ID of a deadline leads to it, and to its whole history`() async throws {
    try await `Writing records`.withDesk { desk async throws in
      let start = "/conferences/acl-2031/deadlines/acl-2031--"
      for (old, new) in [("paper", "full"), ("full", "long")] {
        #expect(try await desk.edit(.patch, start + old, #"{"id": "\#(new)"}"#).status == .ok)
      }
      for old in ["paper", "full"] {
        let moved = try await desk.probe.response(start + old)
        #expect(moved.status == .permanentRedirect)
        #expect(moved.fields[.location] == "http://localhost:8080\(start)long")
      }
      let other = #"{"id": "acl-moved"}"#
      #expect(try await desk.edit(.patch, "/conferences/acl-2031", other).status == .ok)
      let far = try await desk.probe.response(
        "/conferences/acl-moved/deadlines/acl-2031--paper")
      #expect(far.fields[.location]?.hasSuffix("/deadlines/acl-moved--long") == true)
      #expect(
        try await desk.edit(.patch, "/conferences/acl-moved", #"{"id": "acl-2031"}"#).status == .ok)
      let entries = try await desk.probe.json("\(start)long/history")["data"]?.array ?? []
      #expect(entries.count == 3 && entries.last?["action"] == .string("deadline.create"))
      #expect(try await desk.data("\(start)long?as_of_revision=1")["kind"] == .string("paper"))
      #expect(try await desk.edit(.delete, "\(start)long").status == .noContent)
      for gone in ["paper", "full", "long"] {
        #expect(try await desk.probe.response(start + gone).status == .gone, "\(gone)")
      }
    }
  }

  @Test func `A former ID leads to its record although another goes by it as a name`() async throws
  {
    try await `Writing records`.withDesk { desk async throws in
      _ = try await desk.ask(.post, "/series", #"{"id": "acl-other", "name": "ACL"}"#)
      #expect(try await desk.edit(.patch, "/series/acl", #"{"id": "acl-main"}"#).status == .ok)
      let moved = try await desk.probe.response("/series/acl")
      #expect(moved.status == .permanentRedirect)
      #expect(moved.fields[.location] == "http://localhost:8080/series/acl-main")
      let former = try await desk.data("/series/acl-main?as_of_revision=1")
      #expect(former["id"] == .string("acl"))
      let page = try await desk.probe.json("/series/acl-main/history?limit=1")
      let next = String(
        (page["page"]?["next"]?.string ?? "").dropFirst("http://localhost:8080".count))
      let last = try await desk.probe.json(next)["data"]?[0]
      #expect(last?["action"] == .string("series.create"))
    }
  }

  @Test func `A recommendation keeps its audience and its subject`() async throws {
    try await `Writing records`.withDesk { desk async throws in
      let body = #"{"audience": "student", "series": "acl", "reason": "Near"}"#
      let path = "/recommendations/student--acl"
      #expect(try await desk.ask(.post, "/recommendations", body).status == .created)
      #expect(try await desk.ask(.post, "/recommendations", body).status == .conflict)
      #expect(try await desk.edit(.patch, path, #"{"reason": "Cheap"}"#).status == .ok)
      for change in [#"{"series": "icml"}"#, #"{"audience": "other"}"#, #"{"conference": "a"}"#] {
        #expect(try await desk.edit(.patch, path, change).status.code == 422, "\(change)")
      }
      let entries = try await desk.probe.json("\(path)/history")["data"]?.array ?? []
      #expect(
        entries.map { $0["action"]?.string } == ["recommendation.update", "recommendation.create"])
      let former = try await desk.data("\(path)?as_of_revision=2")
      #expect(former["reason"] == .string("Near"))
      #expect(former["subject"]?["display_name"] == .string("ACL"))
      let told = try await desk.probe.json("/changes?kind=recommendation")["data"]?[0]
      #expect(told?["url"] == .string("http://localhost:8080\(path)"))
      #expect(try await desk.data("/conferences/acl-2031")["audiences"]?[0] == .string("student"))
      #expect(try await desk.edit(.delete, path).status == .noContent)
      #expect(try await desk.data("/conferences/acl-2031")["audiences"] == .array([]))
    }
  }
}
