/// A record of any kind.
public enum Record: Sendable, Equatable {
  case conference(Conference)
  case series(Series)
  case session(Session)
  case track(Track)
  case room(Room)
  case speaker(Speaker)
  case venue(Venue)
  case deadline(Deadline)
  case topic(Topic)
  case audience(Audience)
  case place(Place)
  case source(Source)
  case recommendation(Recommendation)
  case guideItem(GuideItem)
}
