/// Time zones by the labels of Outlook and Exchange, without the offset before them.
///
/// Labels of cities in the time zone database, such as "Amsterdam, Berlin, Bern", need no entry.
enum ZoneLabels {
  /// By the label in lower case.
  static let labels: [String: String] = {
    var labels: [String: String] = [:]
    for line in table.split(separator: "\n") {
      let halves = line.split(separator: "=")
      for label in halves[0].split(separator: "|") {
        labels[label.lowercased()] = String(halves[1])
      }
    }
    return labels
  }()

  private static let table = """
    Eastern Time (US & Canada)|Eastern Time (US and Canada)=America/New_York
    Central Time (US & Canada)|Central Time (US and Canada)=America/Chicago
    Mountain Time (US & Canada)|Mountain Time (US and Canada)=America/Denver
    Pacific Time (US & Canada)|Pacific Time (US and Canada)=America/Los_Angeles
    Pacific Time (US & Canada); Tijuana|Pacific Time (US and Canada); Tijuana=America/Los_Angeles
    Atlantic Time (Canada)=America/Halifax
    Arizona=America/Phoenix
    Indiana (East)=America/Indianapolis
    Alaska=America/Anchorage
    Hawaii=Pacific/Honolulu
    Saskatchewan=America/Regina
    Newfoundland=America/St_Johns
    Central America=America/Guatemala
    Baja California=America/Tijuana
    Chihuahua, La Paz, Mazatlan=America/Mazatlan
    Bogota, Lima, Quito, Rio Branco|Bogota, Lima, Quito=America/Bogota
    Caracas=America/Caracas
    Georgetown, La Paz, Manaus, San Juan=America/La_Paz
    Brasilia=America/Sao_Paulo
    City of Buenos Aires|Buenos Aires=America/Buenos_Aires
    Greenland=America/Godthab
    Cabo Verde Is.|Cape Verde Is.=Atlantic/Cape_Verde
    Coordinated Universal Time|Universal Coordinated Time=Etc/UTC
    Dublin, Edinburgh, Lisbon, London=Europe/London
    Greenwich Mean Time: Dublin, Edinburgh, Lisbon, London=Europe/London
    Greenwich Mean Time; Dublin, Edinburgh, London=Europe/London
    Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna=Europe/Berlin
    Belgrade, Bratislava, Budapest, Ljubljana, Prague=Europe/Budapest
    Brussels, Copenhagen, Madrid, Paris=Europe/Paris
    Sarajevo, Skopje, Warsaw, Zagreb=Europe/Warsaw
    Prague, Central Europe=Europe/Prague
    West Central Africa=Africa/Lagos
    East Africa, Nairobi=Africa/Nairobi
    Israel, Jerusalem Standard Time=Asia/Jerusalem
    Beijing, Chongqing, Hong Kong, Urumqi|Beijing, Chongqing, Hong Kong SAR, Urumqi=Asia/Shanghai
    Chennai, Kolkata, Mumbai, New Delhi=Asia/Calcutta
    Sri Jayawardenepura, Sri Lanka|Sri Jayawardenepura=Asia/Colombo
    Abu Dhabi, Muscat=Asia/Dubai
    Arab, Kuwait, Riyadh=Asia/Riyadh
    Yangon (Rangoon)|Rangoon=Asia/Rangoon
    Osaka, Sapporo, Tokyo=Asia/Tokyo
    Seoul, Korea Standard time=Asia/Seoul
    Perth, Western Australia=Australia/Perth
    Brisbane, East Australia=Australia/Brisbane
    Adelaide, Central Australia=Australia/Adelaide
    Hobart, Tasmania=Australia/Hobart
    Canberra, Melbourne, Sydney=Australia/Sydney
    Auckland, Wellington=Pacific/Auckland
    Nuku'alofa|Nuku'alofa, Tonga=Pacific/Tongatapu
    """

  /// Informal names of wide regions, with their best known zone; using one is an assumption.
  static let nicknames: [String: String] = [
    "pacific": "America/Los_Angeles", "mountain": "America/Denver", "central": "America/Chicago",
    "eastern": "America/New_York", "atlantic": "America/Halifax", "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu", "us pacific": "America/Los_Angeles",
    "us mountain": "America/Denver", "us central": "America/Chicago",
    "us eastern": "America/New_York", "central european": "Europe/Berlin",
    "central europe": "Europe/Berlin", "western european": "Europe/Lisbon",
    "eastern european": "Europe/Athens", "british": "Europe/London", "uk": "Europe/London",
    "irish": "Europe/Dublin", "japan": "Asia/Tokyo", "korea": "Asia/Seoul", "india": "Asia/Kolkata",
    "indian": "Asia/Kolkata", "singapore": "Asia/Singapore", "hong kong": "Asia/Hong_Kong",
    "moscow": "Europe/Moscow", "china": "Asia/Shanghai", "israel": "Asia/Jerusalem",
    "brasilia": "America/Sao_Paulo", "pt": "America/Los_Angeles", "mt": "America/Denver",
    "ct": "America/Chicago", "et": "America/New_York",
  ]
}
