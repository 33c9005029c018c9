import Catalog
import JSON

extension LinkedDataNode {
  mutating func describeVocabulary(_ record: Entry) {
    switch record {
    case .series(let series): describe(series, record)
    case .speaker(let speaker):
      identity("Person", record)
      member("description", speaker.bio)
      if let affiliation = speaker.affiliation {
        node("affiliation", "Organization") { $0.json.member("name", affiliation) }
      }
      member("sameAs", speaker.orcid.map { "https://orcid.org/\($0)" })
    case .topic(let topic):
      identity("DefinedTerm", record)
      json.member("termCode", topic.id)
      member("alternateName", topic.altLabels)
      member("description", topic.definition)
      node("inDefinedTermSet", "DefinedTermSet") { $0.json.member("@id", $0.url("topics")) }
    case .audience(let audience):
      identity("Audience", record)
      json.member("audienceType", audience.label)
      member("alternateName", audience.altLabels)
    case .recommendation(let advice):
      identity("Recommendation", record)
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
      identity("HowToTip", record)
      member("text", item.text)
    case .source(let source):
      identity("CreativeWork", record)
      member("sameAs", source.url)
      if let publisher = source.publisher {
        node("publisher", "Organization") { $0.json.member("name", publisher) }
      }
      member("datePublished", source.publishedOn)
      member("license", source.licence)
    default: break
    }
  }

  private mutating func describe(_ series: Series, _ record: Entry) {
    identity("EventSeries", record)
    let names = [series.fullName == nil ? nil : series.name].compactMap { $0 } + series.aliases
    member("alternateName", names)
    if let organizer = series.organizer {
      node("organizer", "Organization") { $0.json.member("name", organizer) }
    }
    member("sameAs", series.website)
    about(series.topics)
    if let parent = series.parent {
      node("superEvent", "EventSeries") { $0.json.member("@id", $0.url("series/\(parent)")) }
    }
  }
}
