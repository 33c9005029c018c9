import Catalog
import CatalogModel
import HTTP
import JSON
import Testing

@testable import CatalogAPI

/// Returning to former states of records, and confirming that one is still right.
@Suite struct `Writes from the history` {
  @Test func `A revert is a new change that brings the record back as it was`() async throws {
    try await `Writing records`.withDesk { desk in
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
    ("/conferences/nothing/revert?to_revision=1", 404),
  ])
  func `A revert to what is not known is refused`(_ path: String, _ status: Int) async throws {
    try await `Writing records`.withDesk { desk in
      let response = try await desk.edit(.post, path)
      #expect(response.status.code == status, "\(response.text)")
    }
  }

  @Test func `A confirmation moves the day of the check, and names its source`() async throws {
    try await `Writing records`.withDesk { desk in
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
}
