/// A source of records.
public struct Source: Sendable, Equatable {
  public var id: String
  public var title: String
  public var url: String?
  public var publisher: String?
  public var publishedOn: String?
  public var retrievedOn: String?
  public var licence: String?
  public var stamp: Stamp?
}

/// How well sources support a record.
///
/// It does not judge the event itself.
public struct Verification: Sendable, Equatable {
  public static let states = [
    "official", "corroborated", "single-source", "disputed", "unverified",
  ]

  /// One of `states`.
  public var state: String
  public var checkedAt: String?
  public var note: String?

  package init(state: String, checkedAt: String? = nil, note: String? = nil) {
    self.state = state
    self.checkedAt = checkedAt
    self.note = note
  }

  package static let none = Verification(state: "unverified", checkedAt: nil, note: nil)

  /// The state of a record that has lost a source, by the number of sources that are left.
  package func state(withSourcesLeft count: Int) -> String {
    switch count {
    case 0: Self.none.state
    case 1 where state == "corroborated": "single-source"
    default: state
    }
  }
}

/// The link of a source to the fields of a record that it supports.
public struct Attribution: Sendable, Equatable {
  /// The slug of the source.
  public var source: String
  /// The supported fields; ["*"] for all.
  public var fields: [String]
  /// The source's wording, if it differs from the record's or is vague.
  public var asStated: String?
  public var checkedAt: String?

  package init(source: String, fields: [String], asStated: String? = nil, checkedAt: String? = nil)
  {
    self.source = source
    self.fields = fields
    self.asStated = asStated
    self.checkedAt = checkedAt
  }
}

/// A contradiction: several values for one field, all of which are stored.
public struct DataIssue: Sendable, Equatable {
  public var field: String
  /// The values with their sources, as JSON text.
  public var values: String

  package init(field: String, values: String) {
    self.field = field
    self.values = values
  }
}

/// A link of a record to a web page.
public struct Link: Sendable, Equatable {
  public static let relations = [
    "home", "cfp", "programme", "registration", "proceedings", "code-of-conduct", "video", "social",
    "paper", "slides", "poster", "code", "chat", "feedback", "related",
  ]

  /// One of `relations`.
  public var rel: String
  public var url: String
  /// The title that the source gives the link.
  public var title: String?
  public var checkedAt: String?
  public var ok: Bool?

  package init(
    rel: String, url: String, title: String? = nil, checkedAt: String? = nil, ok: Bool? = nil
  ) {
    self.rel = rel
    self.url = url
    self.title = title
    self.checkedAt = checkedAt
    self.ok = ok
  }
}
