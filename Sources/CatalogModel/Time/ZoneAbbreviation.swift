/// Abbreviations of time zones.
///
/// Some stand for different zones in different countries: "CST" is used in Chicago and in Shanghai.
/// Only the country of the conference decides; without it, such an abbreviation is unknown.
public enum ZoneAbbreviation {
  /// Minutes east of UTC, for abbreviations that stand for one zone unless a country uses them
  /// otherwise.
  static let fixed: [String: Int] = [
    "AOE": -720, "ANYWHERE ON EARTH": -720, "ANYWHERE-ON-EARTH": -720, "ANY WHERE ON EARTH": -720,
    "ANYWHERE ON THE EARTH": -720, "UTC": 0, "GMT": 0, "Z": 0, "ZULU": 0, "UTC/GMT": 0,
    "GMT/UTC": 0, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180,
    "MSK": 180, "TRT": 180, "SAST": 120, "CAT": 120, "EAT": 180, "PKT": 300, "NPT": 345,
    "ICT": 420, "WIB": 420, "SGT": 480, "MYT": 480, "HKT": 480, "PHT": 480, "AWST": 480,
    "JST": 540, "KST": 540, "ACST": 570, "ACDT": 630, "AEST": 600, "AEDT": 660, "NZST": 720,
    "NZDT": 780, "BRT": -180, "ART": -180, "NST": -210, "NDT": -150, "EST": -300, "EDT": -240,
    "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480,
    "HST": -600, "COORDINATED UNIVERSAL": 0, "UNIVERSAL": 0, "GREENWICH MEAN": 0,
    "BRITISH SUMMER": 60, "CENTRAL EUROPEAN SUMMER": 120, "INDIA STANDARD": 330,
    "INDIAN STANDARD": 330, "BEIJING": 480, "CHINA STANDARD": 480, "SINGAPORE": 480,
    "HONG KONG": 480, "JAPAN STANDARD": 540, "KOREA STANDARD": 540, "EASTERN STANDARD": -300,
    "EASTERN DAYLIGHT": -240, "PACIFIC STANDARD": -480, "PACIFIC DAYLIGHT": -420,
  ]

  /// Common names of zones with summer time.
  static let rules = [
    "PT": "America/Los_Angeles", "PACIFIC": "America/Los_Angeles", "MT": "America/Denver",
    "CT": "America/Chicago", "ET": "America/New_York", "EASTERN": "America/New_York",
    "PST/PDT": "America/Los_Angeles", "EST/EDT": "America/New_York", "CET/CEST": "Europe/Brussels",
    "CENTRAL EUROPEAN": "Europe/Brussels", "EASTERN EUROPEAN": "Europe/Athens",
    "US PACIFIC": "America/Los_Angeles", "US EASTERN": "America/New_York",
    "MOUNTAIN": "America/Denver", "UK": "Europe/London", "LONDON": "Europe/London",
  ]

  /// Abbreviations by the countries that use them for their own time, with minutes east of UTC.
  private static let national: [String: [(minutes: Int, countries: String)]] = [
    "CST": [(-360, "US CA MX GT SV HN NI CR BZ"), (480, "CN TW HK MO"), (-300, "CU")],
    "CDT": [(-240, "CU")], "IST": [(330, "IN LK"), (60, "IE"), (120, "IL")],
    "BST": [(60, "GB IM JE GG"), (360, "BD")],
    "AST": [(-240, "CA PR BM BB TT VI AG DM GD LC VC KN"), (180, "SA KW BH QA IQ YE")],
    "EST": [(600, "AU")], "EDT": [(660, "AU")], "PST": [(480, "PH"), (300, "PK")],
    "MST": [(480, "MY")],
    "GST": [(240, "AE OM"), (-120, "GS")], "WST": [(480, "AU"), (780, "WS")],
    "SST": [(480, "SG"), (-660, "AS")], "AMT": [(240, "AM"), (-240, "BR")],
  ]

  /// Returns the abbreviation followed by its offset, such as "CST (UTC+08:00)", if the countries
  /// decide on it.
  ///
  /// `countries` are the ISO 3166-1 alpha-2 codes of the conference's countries. Returns `nil` if
  /// none of them uses the abbreviation for its own time, or if they disagree.
  public static func spelling(_ abbreviation: String, in countries: Set<String>) -> String? {
    let name = abbreviation.trimmingBlanks()
    guard let meanings = national[name.uppercased()] else { return nil }
    let fitting = meanings.filter { meaning in
      meaning.countries.split(separator: " ").contains { countries.contains(String($0)) }
    }
    guard fitting.count == 1 else { return nil }
    return "\(name) (\(TimeZoneRules.utc(fitting[0].minutes)))"
  }

  /// Returns the offsets of an abbreviation that stands for several zones, such as "UTC-06:00".
  public static func offsets(_ text: String) -> [String] {
    guard isAmbiguous(text) else { return [] }
    return national[text.trimmingBlanks().uppercased()]?.map { TimeZoneRules.utc($0.minutes) } ?? []
  }

  /// Whether a country uses the abbreviation for the zone.
  static func means(_ abbreviation: String, _ zone: DeclaredZone) -> Bool {
    national[abbreviation.uppercased()]?.contains { zone == .fixed($0.minutes * 60) } ?? false
  }

  /// Whether a country uses the abbreviation for its own time.
  public static func isNational(_ text: String) -> Bool {
    national[text.trimmingBlanks().uppercased()] != nil
  }

  /// Whether the abbreviation stands for several zones and has no common meaning.
  public static func isAmbiguous(_ text: String) -> Bool {
    isNational(text) && fixed[text.trimmingBlanks().uppercased()] == nil
  }
}

extension String {
  fileprivate func trimmingBlanks() -> String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
