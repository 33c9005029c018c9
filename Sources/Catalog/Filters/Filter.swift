/// A filter of lists, declared once: its parameters, how they are read, its SQL condition and its
/// facet.
///
/// A list offers a filter by naming it in `RecordList`; nothing else knows it.
package struct Filter: Sendable {
  /// The name of its conditions, and by default of its value and its facet.
  package let name: String
  /// What a client sends and the manual describes; none if only code sets it.
  package let parameters: [Parameter]
  /// The keys under which `read` leaves values in a query.
  let keys: [String]
  let condition: Condition
  let facet: FacetSource?
  /// Reads the parameters into `decoder.filter`; mistakes are left in `decoder.arguments`.
  let read: @Sendable (_ decoder: FilterDecoder) throws -> Void

  /// What must hold of a record.
  enum Condition: Sendable {
    /// One of the values that the filter index has of a conference.
    case filed
    /// A place of a conference, by a column of `location`. Places that several filters ask for must be
    /// one and the same.
    case place(column: String)
    /// Anything else of conferences.
    case ofConferences(@Sendable (inout ConferenceConditions, CatalogFilter) throws -> Void)
    /// Of the listed records themselves.
    case ofRecords(@Sendable (ListContext) throws -> [Restriction])
    /// Nothing: it tells how others are meant, or other code applies it.
    case none
  }

  init(
    _ name: String, _ parameters: [Parameter], keys: [String]? = nil, _ condition: Condition,
    facet: FacetSource? = nil, read: @escaping @Sendable (_ decoder: FilterDecoder) throws -> Void
  ) {
    (self.name, self.condition) = (name, condition)
    self.parameters = parameters.map { parameter in
      var parameter = parameter
      parameter.isFilter = true
      return parameter
    }
    (self.keys, self.facet, self.read) = (keys ?? [name], facet, read)
  }

  /// Whether it concerns conferences, and through them what belongs to these.
  var isOfConferences: Bool {
    switch condition {
    case .filed, .place, .ofConferences: true
    case .ofRecords, .none: false
    }
  }
}

/// A list that a filter of its records limits.
struct ListContext {
  let reader: CatalogReader
  let filter: CatalogFilter
  let table: Table
  /// Whether the list is sorted by time first.
  var isByTime = false
}
