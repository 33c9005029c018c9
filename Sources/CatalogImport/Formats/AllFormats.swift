extension ImportFormat {
  /// All file formats, in the order in which they are tried.
  public static let all: [ImportFormat] = [
    .iCalendar, .scheduleXML, .catalogFeed, .linkedData,
    .catalogNDJSON, .scheduleJSON, .pretalxWidget, .aclConference, .confsTech,
    .secDeadlines, .ccfDeadlines, .ccfAcceptance, .pythonDeadlines, .hfDeadlines, .pwcDeadlines,
    .tobnaDeadlines, .miniConf, .pyvideo, .catalogJSON, .csv,
  ]
}
