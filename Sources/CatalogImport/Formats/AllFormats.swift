extension ImportFormat {
  /// The formats that are read, in the order in which they are asked whether a file is theirs.
  public static let all: [ImportFormat] = [
    .iCalendar, .scheduleXML,
    .catalogNDJSON, .scheduleJSON, .pretalxWidget, .aclConference, .confsTech,
    .secDeadlines, .ccfDeadlines, .ccfAcceptance, .pythonDeadlines, .hfDeadlines, .pwcDeadlines,
    .tobnaDeadlines, .miniConf, .pyvideo, .catalogJSON, .csv,
  ]
}
