import CatalogForm
import CatalogModel
import JSON

/// Deadlines outside a conference, as in lists of the API; the batch has each as a part of its
/// conference.
struct OwnDeadlines {
  private let builder: BatchBuilder
  private var conferences: [Conference] = []
  private var stated: [[Set<String>]] = []
  private var places: [String: Int] = [:]

  init(_ builder: BatchBuilder) { self.builder = builder }

  /// Adds a deadline; returns false if the record is something else.
  mutating func add(_ record: JSONValue, line: Int?) -> Bool {
    guard case .object(let object) = record, object["type"]?.string == "deadline",
      let conference = object["conference"]?.string
    else { return false }
    var document = CatalogDocument()
    let host: [(name: String, value: JSONValue)] = [
      ("type", .string("conference")), ("id", .string(conference)),
      ("name", .string(object["conference_name"]?.string ?? conference)),
      ("deadlines", .array([record])),
    ]
    NativeFormat.report(document.append(.object(JSONObject(host))), line: line, builder)
    guard let holder = document.conferences.first else { return true }
    if let place = places[conference] {
      conferences[place].deadlines += holder.deadlines
      stated[place].append(Self.stated(object))
    } else {
      places[conference] = conferences.count
      conferences.append(holder)
      stated.append([Self.stated(object)])
    }
    return true
  }

  /// Returns the members that are not null, without a status that follows from the time.
  private static func stated(_ deadline: JSONObject) -> Set<String> {
    var stated = Set(deadline.members.filter { $0.value != .null }.map(\.name))
    if !Deadline.declaredStatuses.contains(deadline["status"]?.string ?? "") {
      stated.remove("status")
    }
    return stated
  }

  func finish() {
    for (conference, stated) in zip(conferences, stated) {
      builder.addConferenceStub(conference, stated: stated)
    }
  }
}
