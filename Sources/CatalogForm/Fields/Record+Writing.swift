public import CatalogModel
public import JSON

extension Record {
  /// Writes the record's JSON object.
  public func write(to json: inout JSONWriter, in context: RepresentationContext) {
    switch self {
    case .conference(let conference): conference.write(to: &json, in: context)
    case .series(let series): series.write(to: &json, in: context)
    case .session(let session): session.write(to: &json, in: context)
    case .track(let track): track.write(to: &json, in: context)
    case .room(let room): room.write(to: &json, in: context)
    case .speaker(let speaker): speaker.write(to: &json, in: context)
    case .venue(let venue): venue.write(to: &json, in: context)
    case .deadline(let deadline): deadline.write(to: &json, in: context, within: false)
    case .topic(let topic): topic.write(to: &json, in: context)
    case .audience(let audience): audience.write(to: &json, in: context)
    case .place(let place): place.write(to: &json, in: context)
    case .source(let source): source.write(to: &json, in: context)
    case .recommendation(let recommendation): recommendation.write(to: &json, in: context)
    case .guideItem(let item): item.write(to: &json, in: context)
    }
  }
}
