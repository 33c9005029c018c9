import CatalogModel

extension EventDates: FieldValue {
  func isSame(as other: EventDates) -> Bool { edtf == other.edtf && text == other.text }

  /// Dates agree if one range lies within the other: "2026-12" and "2026-12-06/2026-12-12".
  func agreement(with theirs: EventDates) -> Agreement<EventDates> {
    if isSame(as: theirs) { return .same }
    if edtf == theirs.edtf { return .kept }
    if theirs.startEarliest == nil || self.contains(theirs) {
      return theirs.startEarliest == nil ? .kept : .refined(theirs)
    }
    if startEarliest == nil { return .refined(theirs) }
    return theirs.contains(self) ? .kept : .contradiction
  }

  /// Whether the other dates are a more exact form of these.
  private func contains(_ other: EventDates) -> Bool {
    guard let earliest = startEarliest, let latest = startLatest,
      let otherEarliest = other.startEarliest, let otherLatest = other.startLatest,
      earliest <= otherEarliest, otherLatest <= latest
    else { return false }
    guard let endLatest else { return true }
    guard let otherEnd = other.endLatest else { return false }
    return (endEarliest ?? earliest) <= (other.endEarliest ?? otherEarliest)
      && otherEnd <= endLatest
  }

  func add(to digest: inout StableHash) {
    edtf.add(to: &digest)
    digest.add(0)
    text.add(to: &digest)
  }
}

extension Location: ListElement {
  var listKey: String { "\(country ?? "") \(region ?? "") \(city ?? "") \(isVirtual)" }

  /// Coordinates count only if both locations have them, since they may come from the gazetteer.
  func isSame(as other: Location) -> Bool {
    var one = self
    if coordinates == nil || other.coordinates == nil { one.coordinates = other.coordinates }
    return one == other
  }

  func add(to digest: inout StableHash) {
    for part in [venue, city, region, country, certainty, text, url] {
      part.add(to: &digest)
      digest.add(0)
    }
    isVirtual.add(to: &digest)
  }

  /// Whether the other location is the same place, known as exactly or more so.
  func contains(_ other: Location) -> Bool {
    func holds(_ mine: String?, _ other: String?) -> Bool {
      guard let mine else { return true }
      guard let other else { return false }
      return Folding.fold(mine) == Folding.fold(other)
    }
    return isVirtual == other.isVirtual && certainty == other.certainty
      && holds(country, other.country) && holds(region, other.region ?? region)
      && holds(city, other.city) && holds(venue, other.venue ?? venue)
  }
}

/// The locations of a conference or series as one field: sources do not add to the list, they state
/// all of it.
package struct Places: FieldValue, Equatable {
  var locations: [Location]

  package var isUnknown: Bool { locations.isEmpty }
  func isSame(as other: Places) -> Bool { locations.isSame(as: other.locations) }
  func add(to digest: inout StableHash) { locations.add(to: &digest) }

  package func agreement(with theirs: Places) -> Agreement<Places> {
    if isSame(as: theirs) { return .same }
    if covers(theirs.locations, of: locations) { return .kept }
    if covers(locations, of: theirs.locations) {
      return .refined(theirs)
    }
    return .contradiction
  }

  /// Whether each of the coarser locations contains one of the finer ones.
  private func covers(_ coarser: [Location], of finer: [Location]) -> Bool {
    coarser.allSatisfy { place in
      finer.contains { place.contains($0) }
        // A text such as "Brazil" in which no city, region or country was recognised.
        || place.city == nil && place.region == nil && place.country == nil && !place.isVirtual
    }
  }
}

extension Conference {
  package var places: Places {
    get { Places(locations: locations) }
    set { locations = newValue.locations }
  }
}

extension Series {
  var places: Places {
    get { Places(locations: locations) }
    set { locations = newValue.locations }
  }
}
