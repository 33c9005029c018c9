package import CatalogForm

/// A filter of lists, declared once: its parameters, how they are decoded, its SQL condition and
/// its facet.
///
/// A list offers a filter by naming it in `RecordList`; no other code refers to it.
package struct Filter: Sendable {
  /// The name of its conditions, and by default also of its value and its facet.
  package let name: String
  /// The query parameters that the manual documents; none if only code sets the filter.
  package let parameters: [Parameter]
  /// The keys under which `read` stores values in a `CatalogFilter`.
  let keys: [String]
  let condition: Condition
  let facet: FacetSource?
  /// Decodes the parameters into `decoder.filter`, and reports errors to `decoder.arguments`.
  let read: @Sendable (_ decoder: FilterDecoder) throws -> Void

  /// The condition that a filter's values put on a record.
  enum Condition: Sendable {
    /// The conference has one of the values in the filter index.
    case filed
    /// A location of the conference has one of the values in a column of `location`.
    ///
    /// If several such filters are set, one location must meet all of them.
    case place(column: String)
    /// Any other condition on conferences.
    case ofConferences(@Sendable (inout ConferenceConditions, CatalogFilter) throws -> Void)
    /// A condition on the listed records themselves.
    case ofRecords(@Sendable (ListContext) throws -> [IndexedFilter])
    /// No condition: the filter changes how others are applied, or other code applies it.
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

  /// Whether it concerns conferences, and through them the records that belong to these.
  var isOfConferences: Bool {
    switch condition {
    case .filed, .place, .ofConferences: true
    case .ofRecords, .none: false
    }
  }
}

/// The list to which a filter of its records applies.
struct ListContext {
  let reader: CatalogReader
  let filter: CatalogFilter
  let table: Table
  /// Whether time is the list's first sort key.
  var isByTime = false
}
