import Foundation
import Synchronization
import Testing

@Suite(.serialized) struct `Clients beside each other` {
  /// What the hostile clients have done, and whether they are to end.
  private final class Hostile: Sendable {
    let responses = Atomic(0)
    let isOver = Atomic(false)
  }

  @Test func `A normal client waits for few of the expensive requests of others`() throws {
    let server = try ServerProcess()
    let base = "http://127.0.0.1:\(server.port)"
    /// The status; each request has another URL, so none comes from the cache.
    @Sendable func ask(_ path: String, _ number: Int) -> String {
      let url = "\(base)\(path)utm_n=\(number)"
      let arguments = ["curl", "-s", "-o", "/dev/null", "-m", "60", "-w", "%{http_code}", url]
      return (try? run("/usr/bin/env", arguments).output) ?? ""
    }
    let hostile = Hostile()
    let group = DispatchGroup()
    for client in 0..<8 {
      group.enter()
      Thread.detachNewThread {
        var number = client * 100_000
        while !hostile.isOver.load(ordering: .relaxed) {
          number += 1
          _ = ask("/conferences?limit=100&include=sessions,sessions.speakers&", number)
          hostile.responses.add(1, ordering: .relaxed)
        }
        group.leave()
      }
    }
    // From now on the server knows what such a request costs.
    while hostile.responses.load(ordering: .relaxed) < 9 { usleep(10_000) }
    let before = hostile.responses.load(ordering: .relaxed)
    let statuses = (1...20).map { ask("/conferences/vldb-2026?", $0) }
    let meanwhile = hostile.responses.load(ordering: .relaxed) - before
    hostile.isOver.store(true, ordering: .relaxed)
    group.wait()
    #expect(statuses == Array(repeating: "200", count: 20))
    // In the order of arrival it would be about eight for each.
    #expect(meanwhile < 60, "\(meanwhile) expensive responses during 20 cheap ones")
    #expect(server.stop() == 0)
  }
}
