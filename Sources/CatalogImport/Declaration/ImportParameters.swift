public import CatalogModel

/// The parameters of an import that files can lack.
public struct ImportParameters: Sendable {
  /// The slug of the conference of a programme, such as "emnlp-2023"; overrides the file.
  public var conference: String?
  /// The IANA zone of local times without a zone, such as those of older Pentabarf files.
  public var timeZone: String?
  /// Maximum number of times to import of one recurring event.
  public var maximumTimes = 500
  /// Maximum number of days that the recurrence rules of one file may examine.
  public var maximumRecurrenceSteps = 2_000_000
  /// The order of numeric dates, for tables that leave it open.
  public var dateOrder: DateOrder?
  /// The source of the data; `nil` for the known source of the format.
  public var source: Source?

  public init(conference: String? = nil, timeZone: String? = nil, source: Source? = nil) {
    self.conference = conference
    self.timeZone = timeZone
    self.source = source
  }
}

/// The order of day, month and year in numeric dates.
public enum DateOrder: String, CaseIterable, Sendable {
  case dmy, mdy, ymd
}
