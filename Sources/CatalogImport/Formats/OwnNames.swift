import CatalogForm
import CatalogModel
import JSON

/// Collects the records that a response of a catalog names beside those that it contains.
///
/// In another catalog, a session needs its conference, and a conference its series. A response has
/// their IDs and names.
struct OwnNames {
  private var named = CatalogDocument()
  private var seen: Set<String> = []
  private var isResponse = false
  private var isOther = false

  mutating func add(_ record: JSONValue) {
    guard record["url"] != nil, record["revision"] != nil else {
      isOther = true
      return
    }
    isResponse = true
    for (id, name) in zip(
      record["series"]?.array ?? [], record["series_names"]?.array ?? [])
    {
      if let (id, name) = new("series", id, name) {
        named.series.append(Series(id: id, name: name))
      }
    }
    for speaker in record["speakers"]?.array ?? [] {
      if let (id, name) = new("speaker", speaker["id"], speaker["name"]) {
        named.speakers.append(Speaker(id: id, name: name))
      }
    }
    guard let conference = record["conference"]?.string, Slug.isValid(conference) else { return }
    if let (id, name) = new("conference", record["conference"], record["conference_name"]) {
      named.conferences.append(Conference(id: id, name: name))
    }
    if let (id, name) = new("track", record["track"], record["track_name"]) {
      named.tracks.append(Track(id: id, conference: conference, name: name))
    }
    if let (id, name) = new("room", record["room"], record["room_name"]) {
      named.rooms.append(Room(id: id, conference: conference, name: name))
    }
  }

  private mutating func new(
    _ kind: String, _ id: JSONValue?, _ name: JSONValue?
  ) -> (id: String, name: String)? {
    guard let id = id?.string, Slug.isValid(id), let name = name?.string, !name.isEmpty,
      seen.insert("\(kind) \(id)").inserted
    else { return nil }
    return (id, name)
  }

  /// Hands the names to the batch, unless some records are not from a response.
  func finish(_ builder: BatchBuilder) {
    if isResponse, !isOther { builder.isResponse(naming: named) }
  }
}
