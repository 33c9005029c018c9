/// A format that is read; the raw value is its name for `--format`.
public enum ImportFormat: String, CaseIterable, Sendable {
  /// The catalog's own JSON, and one record a line of it.
  case catalogJSON = "json"
  case catalogNDJSON = "ndjson"
  /// huggingface/ai-deadlines: a list of editions with typed deadlines.
  case hfDeadlines = "hf-deadlines"
  /// paperswithcode/ai-deadlines and its many offspring: a flat list, a deadline an edition.
  case pwcDeadlines = "pwc-deadlines"
  /// sec-deadlines and the lists in its form: a flat list, several deadlines an edition.
  case secDeadlines = "sec-deadlines"
  /// ccfddl/ccf-deadlines: series with editions and rounds; `accept_rates` files too.
  case ccfDeadlines = "ccf-deadlines"
  case ccfAcceptance = "ccf-acceptance"
  /// tobna/ai-deadlines: a map of editions with deadlines in UTC.
  case tobnaDeadlines = "tobna-deadlines"
  case pythonDeadlines = "python-deadlines"
  /// confs.tech: one JSON array a topic and year.
  case confsTech = "confs-tech"
  /// frab, pretalx, c3voc hub: `schedule.json`, versions 1 and 2.
  case scheduleJSON = "schedule-json"
  /// Pentabarf: `schedule.xml`.
  case scheduleXML = "schedule-xml"
  /// What pretalx's schedule widget loads.
  case pretalxWidget = "pretalx-widget"
  /// The files of a Mini-Conf site together.
  case miniConf = "mini-conf"
  /// `conference.json` of the ACL's later sites.
  case aclConference = "acl-conference"
  case iCalendar = "ics"
  case pyvideo = "pyvideo"
  /// A table of conferences or of sessions with a header.
  case csv
}
