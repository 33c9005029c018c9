/// A kind of record that has a table and is written by itself; a deadline is a part of its
/// conference.
package enum StoredKind: String, CaseIterable, Sendable {
  case source, topic, audience, place, venue, series, conference, track, room, speaker, session
  case recommendation
  case guideItem = "guide_item"
}

extension Series { package static let kind = StoredKind.series }
extension Conference { package static let kind = StoredKind.conference }
extension Track { package static let kind = StoredKind.track }
extension Room { package static let kind = StoredKind.room }
extension Speaker { package static let kind = StoredKind.speaker }
extension Session { package static let kind = StoredKind.session }
extension Source { package static let kind = StoredKind.source }
extension Topic { package static let kind = StoredKind.topic }
extension Audience { package static let kind = StoredKind.audience }
extension Place { package static let kind = StoredKind.place }
extension Venue { package static let kind = StoredKind.venue }
extension Recommendation { package static let kind = StoredKind.recommendation }
extension GuideItem { package static let kind = StoredKind.guideItem }
