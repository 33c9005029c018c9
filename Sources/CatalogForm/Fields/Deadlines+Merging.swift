package import CatalogModel

extension Deadline {
  /// The deadline as published, on one line; `nil` if no time was published.
  var published: String? {
    local.map { [$0, timeZoneDeclared].compactMap(\.self).joined(separator: " ") }
  }

  /// Whether both are equal apart from their stamps and the members derived from the conference.
  package func isSame(as other: Deadline) -> Bool {
    var one = self
    one.stamp = other.stamp
    one.conference = other.conference
    one.conferenceStatus = other.conferenceStatus
    one.conferenceName = other.conferenceName
    return one == other
  }

  /// Whether both mean the same instant, or the same day without a time.
  ///
  /// Instants less than a minute apart are the same: some sources write the last minute of a day,
  /// others its last second.
  func coincides(with other: Deadline) -> Bool {
    guard kind == other.kind, moment.precision == other.moment.precision else { return false }
    if let at = moment.at, let other = other.moment.at {
      return abs(at.seconds - other.seconds) < 60
    }
    return moment.precision != .unknown && moment == other.moment
  }

  /// Whether no other source supports the deadline.
  func isOnly(of source: String) -> Bool {
    !sources.isEmpty && sources.allSatisfy { $0.source == source }
  }
}

/// The deadlines of a conference as one field; `reconcileParts` merges sources into it.
package struct DeadlineList: FieldValue {
  var deadlines: [Deadline]

  var isUnknown: Bool { deadlines.isEmpty }

  func isSame(as other: DeadlineList) -> Bool {
    deadlines.count == other.deadlines.count
      && zip(deadlines, other.deadlines).allSatisfy { $0.isSame(as: $1) }
  }

  func add(to digest: inout StableHash) {
    for deadline in deadlines {
      for part in [
        deadline.id, deadline.track, deadline.kind, deadline.kindLabel, deadline.label,
        deadline.local, deadline.timeZoneDeclared, deadline.declaredStatus, deadline.supersedes,
      ] {
        part.add(to: &digest)
        digest.add(0)
      }
      deadline.round.add(to: &digest)
    }
  }
}

extension Conference {
  var deadlineList: DeadlineList {
    get { DeadlineList(deadlines: deadlines) }
    set { deadlines = newValue.deadlines }
  }

  /// Merges the deadlines that a source states into the stored ones.
  ///
  /// A stated deadline matches a stored one if both are of the same kind and fall on the same
  /// instant. Of the rest, it matches one with the same ID and kind, or the only one of its kind on
  /// both sides. A match replaces the stored deadline if no other source supports that, or if its
  /// time is unknown. Otherwise the stored deadline stays, and a different time is a contradiction.
  /// Stored deadlines that only this source supports, and that it no longer states, are removed.
  package static func reconcileParts(
    _ ours: inout Conference, _ theirs: Conference, source: String
  ) -> [Contradiction] {
    guard !theirs.deadlines.isEmpty else { return [] }
    var contradictions: [Contradiction] = []
    var merge = DeadlineMerge(ours: ours.deadlines, source: source)
    var rest = theirs.deadlines.filter { !merge.matchExactly($0) }
    rest = rest.filter {
      !merge.match($0, { $0.id == $1.id && $0.kind == $1.kind }, &contradictions)
    }
    for deadline in rest {
      let others = rest.count { $0.kind == deadline.kind }
      let ofKind: (Deadline, Deadline) -> Bool = { $0.kind == $1.kind }
      if others > 1 || merge.unmatched(of: deadline.kind) != 1
        || !merge.match(deadline, ofKind, &contradictions)
      {
        merge.add(deadline)
      }
    }
    ours.deadlines = merge.result
    if !ours.deadlines.isEmpty { ours.deadlinesStatus = theirs.deadlinesStatus }
    return contradictions
  }
}

/// The state of merging a source's deadlines into those of a conference.
private struct DeadlineMerge {
  private var ours: [Deadline]
  private var matched: Set<Int> = []
  private var added: [Deadline] = []
  private let source: String

  init(ours: [Deadline], source: String) {
    self.ours = ours
    self.source = source
  }

  /// The stored deadlines in their order without those that the source dropped, then the new ones.
  var result: [Deadline] {
    let kept = ours.indices.filter { index in
      matched.contains(index) || !ours[index].isOnly(of: source)
    }
    return kept.map { ours[$0] } + added
  }

  mutating func matchExactly(_ theirs: Deadline) -> Bool {
    let candidates = ours.indices.filter {
      !matched.contains($0) && ours[$0].coincides(with: theirs)
    }
    guard let index = candidates.first(where: { ours[$0].id == theirs.id }) ?? candidates.first
    else { return false }
    matched.insert(index)
    if ours[index].isOnly(of: source) {
      take(theirs, at: index)
    } else if !ours[index].sources.contains(where: { $0.source == source }) {
      let words = theirs.published == ours[index].published ? nil : theirs.published
      ours[index].sources.append(Attribution(all: source, asStated: words))
    }
    return true
  }

  func unmatched(of kind: String) -> Int {
    ours.indices.count { !matched.contains($0) && ours[$0].kind == kind }
  }

  mutating func match(
    _ theirs: Deadline, _ isOne: (Deadline, Deadline) -> Bool,
    _ contradictions: inout [Contradiction]
  ) -> Bool {
    guard
      let index = ours.indices.first(where: { !matched.contains($0) && isOne(ours[$0], theirs) })
    else { return false }
    matched.insert(index)
    if ours[index].isOnly(of: source) || ours[index].moment.precision == .unknown {
      let others = ours[index].sources.filter { $0.source != source }
      take(theirs, at: index)
      ours[index].sources = others + ours[index].sources
    } else if theirs.moment.precision != .unknown {
      contradictions.append(
        Contradiction(
          field: "deadlines.\(theirs.kind)", ours: ours[index].published ?? "",
          holders: ours[index].sources.map(\.source), theirs: theirs.published ?? ""))
    }
    return true
  }

  mutating func add(_ theirs: Deadline) {
    var deadline = theirs
    let taken = Set((ours + added).map(\.id))
    var number = 2
    while taken.contains(deadline.id) {
      deadline.id = "\(theirs.id)-\(number)"
      number += 1
    }
    if deadline.sources.isEmpty { deadline.sources = [Attribution(all: source)] }
    added.append(deadline)
  }

  private mutating func take(_ theirs: Deadline, at index: Int) {
    let before = ours[index]
    ours[index] = theirs
    ours[index].id = before.id
    ours[index].stamp = before.stamp
    ours[index].conference = before.conference
    if theirs.sources.isEmpty { ours[index].sources = [Attribution(all: source)] }
  }
}
