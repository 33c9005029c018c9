import Catalog
import CatalogModel
import JSON

extension LinkedDataNode {
  mutating func describeVocabulary(_ entry: Entry) {
    switch entry.record {
    case .speaker(let speaker):
      identity("Person", entry)
      member("description", speaker.bio)
      if let affiliation = speaker.affiliation {
        node("affiliation", "Organization") { $0.json.member("name", affiliation) }
      }
      member("sameAs", speaker.orcid.map { "https://orcid.org/\($0)" })
    case .topic(let topic):
      identity("DefinedTerm", entry)
      json.member("termCode", topic.id)
      member("alternateName", topic.altLabels)
      member("description", topic.definition)
      node("inDefinedTermSet", "DefinedTermSet") { $0.json.member("@id", $0.url("topics")) }
    case .audience(let audience):
      identity("Audience", entry)
      json.member("audienceType", audience.label)
      member("alternateName", audience.altLabels)
    case .recommendation(let advice):
      identity("Recommendation", entry)
      member("reviewBody", advice.reason)
      node("audience", "Audience") { $0.json.member("audienceType", advice.audience) }
      if let series = advice.series {
        node("itemReviewed", "EventSeries") { $0.json.member("@id", $0.url("series/\(series)")) }
      } else if let conference = advice.conference {
        node("itemReviewed", "ConferenceEvent") {
          $0.json.member("@id", $0.url("conferences/\(conference)"))
        }
      }
    case .guideItem(let item):
      identity("HowToTip", entry)
      member("text", item.text)
    case .source(let source):
      identity("CreativeWork", entry)
      member("sameAs", source.url)
      if let publisher = source.publisher {
        node("publisher", "Organization") { $0.json.member("name", publisher) }
      }
      member("datePublished", source.publishedOn)
      member("license", source.licence)
    default: break
    }
  }

  mutating func describe(_ series: Series, _ entry: Entry) {
    identity("EventSeries", entry)
    kind(series.kind, unless: "recurring")
    let names = [series.fullName == nil ? nil : series.name].compactMap { $0 } + series.aliases
    member("alternateName", names)
    if let organizer = series.organizer {
      node("organizer", "Organization") { $0.json.member("name", organizer) }
    }
    member("sameAs", series.website)
    nodes("location", series.locations) { $0.place($1) }
    about(series.topics)
    if let parent = series.parent {
      node("superEvent", "EventSeries") { $0.json.member("@id", $0.url("series/\(parent)")) }
    }
  }

  mutating func describe(_ venue: Venue, _ entry: Entry) {
    identity("Place", entry)
    node("address", "PostalAddress") { node in
      node.member("streetAddress", venue.address)
      node.member("addressLocality", venue.city)
      node.member("addressRegion", venue.region)
      node.member("addressCountry", venue.country)
    }
    geo(venue.coordinates)
    if let capacity = venue.capacity { json.member("maximumAttendeeCapacity", capacity) }
  }

  mutating func describe(_ place: Place, _ entry: Entry) {
    let types = ["country": "Country", "region": "AdministrativeArea", "city": "City"]
    identity(types[place.kind] ?? "Place", entry)
    member("alternateName", place.altNames)
    if place.kind == "city" { geo(place.coordinates) }
  }

  mutating func geo(_ point: Coordinates?) {
    guard let point else { return }
    node("geo", "GeoCoordinates") { node in
      node.json.member("latitude", point.latitude)
      node.json.member("longitude", point.longitude)
    }
  }
}
