import CatalogModel

/// Names of countries and their parts, for reading places.
enum CountryNames {
  /// ISO 3166-1 code and names, the most common first; for many countries also the alpha-3 code.
  private static let table = """
    AD Andorra|AE United Arab Emirates,UAE,U.A.E.,ARE|AF Afghanistan|AG Antigua and Barbuda
    AL Albania|AM Armenia|AO Angola|AR Argentina,ARG|AT Austria,AUT,Österreich|AU Australia,AUS
    AZ Azerbaijan|BA Bosnia and Herzegovina,Bosnia|BB Barbados|BD Bangladesh
    BE Belgium,BEL,België,Belgique,Belgien|BF Burkina Faso|BG Bulgaria,BGR,България|BH Bahrain
    BI Burundi|BJ Benin|BM Bermuda|BN Brunei|BO Bolivia|BR Brazil,Brasil,BRA|BS Bahamas,The Bahamas
    BT Bhutan|BW Botswana|BY Belarus|BZ Belize|CA Canada,CAN
    CD Democratic Republic of the Congo,DR Congo|CG Congo
    CH Switzerland,Schweiz,Suisse,CHE,Svizzera|CI Ivory Coast,Côte d'Ivoire|CL Chile,CHL
    CM Cameroon
    CN China,P.R. China,PR China,PRC,People's Republic of China,P. R. China,Mainland China,CHN,中国,中國
    CO Colombia,COL|CR Costa Rica|CU Cuba|CV Cape Verde|CW Curaçao|CY Cyprus,CYP
    CZ Czech Republic,Czechia,Czech,CZE,Česko,Česká republika|DE Germany,Deutschland,DEU
    DJ Djibouti|DK Denmark,DNK,Danmark|DM Dominica|DO Dominican Republic|DZ Algeria,Algérie
    EC Ecuador|EE Estonia,EST,Eesti|EG Egypt,EGY|ER Eritrea|ES Spain,España,ESP|ET Ethiopia
    FI Finland,FIN,Suomi|FJ Fiji|FO Faroe Islands|FR France,FRA|GA Gabon
    GB United Kingdom,UK,U.K.,Great Britain,England,Britain,GB,GBR|GD Grenada
    GE Republic of Georgia,Georgia|GG Guernsey|GH Ghana|GI Gibraltar|GL Greenland|GM Gambia
    GN Guinea|GR Greece,GRC,Ελλάδα,Hellas|GT Guatemala|GU Guam|GY Guyana
    HK Hong Kong,Hong Kong SAR,Hongkong,Hong Kong SAR China,HKG,香港|HN Honduras
    HR Croatia,HRV,Hrvatska|HT Haiti|HU Hungary,HUN,Magyarország|ID Indonesia,IDN
    IE Ireland,Republic of Ireland,IRL|IL Israel,ISR|IM Isle of Man|IN India,IND|IQ Iraq
    IR Iran,IRN|IS Iceland,ISL,Ísland|IT Italy,Italia,ITA|JE Jersey|JM Jamaica|JO Jordan
    JP Japan,JPN,日本|KE Kenya,Kenia,KEN|KG Kyrgyzstan|KH Cambodia|KP North Korea
    KR South Korea,Korea,Republic of Korea,Korea South,S. Korea,KOR,대한민국,한국|KW Kuwait|KZ Kazakhstan
    LA Laos|LB Lebanon|LI Liechtenstein|LK Sri Lanka|LR Liberia|LS Lesotho|LT Lithuania,LTU,Lietuva
    LU Luxembourg,LUX|LV Latvia,LVA,Latvija|LY Libya|MA Morocco,MAR,Maroc|MC Monaco|MD Moldova
    ME Montenegro|MG Madagascar|MK North Macedonia,Macedonia|ML Mali|MM Myanmar|MN Mongolia
    MO Macau,Macao,Macau SAR,Macao SAR|MR Mauritania|MT Malta,MLT|MU Mauritius|MV Maldives
    MW Malawi|MX Mexico,México,MEX|MY Malaysia,MYS|MZ Mozambique|NA Namibia|NC New Caledonia
    NE Niger,Niger Republic|NG Nigeria,NGA|NI Nicaragua
    NL Netherlands,The Netherlands,Holland,NLD,Nederland|NO Norway,NOR,Norge,Noreg|NP Nepal
    NZ New Zealand,Aotearoa New Zealand,NZL|OM Oman|PA Panama|PE Peru,PER,Perú|PF French Polynesia
    PG Papua New Guinea|PH Philippines,The Philippines,PHL|PK Pakistan,PAK|PL Poland,Polska,POL
    PR Puerto Rico|PS Palestine|PT Portugal,PRT|PY Paraguay|QA Qatar|RO Romania,ROU,România
    RS Serbia,SRB,Srbija|RU Russia,Russian Federation,RUS,Россия|RW Rwanda,RWA
    SA Saudi Arabia,KSA,SAU|SC Seychelles|SD Sudan|SE Sweden,SWE,Sverige
    SG Singapore,Republic of Singapore,SGP,新加坡|SI Slovenia,SVN,Slovenija|SK Slovakia,SVK,Slovensko
    SL Sierra Leone|SM San Marino|SN Senegal|SO Somalia|SR Suriname|SS South Sudan|SV El Salvador
    SY Syria|TD Chad|TG Togo|TH Thailand,THA|TJ Tajikistan|TM Turkmenistan|TN Tunisia,TUN,Tunisie
    TR Turkey,Türkiye,Turkiye,TUR|TT Trinidad and Tobago|TW Taiwan,Taiwan ROC,ROC,TWN,台灣,台湾,臺灣
    TZ Tanzania|UA Ukraine,UKR,Україна|UG Uganda
    US USA,United States,United States of America,U.S.A.,U.S.,US,EEUU,America|UY Uruguay,URY
    UZ Uzbekistan|VA Vatican|VE Venezuela|VN Vietnam,Viet Nam,VNM|XK Kosovo|YE Yemen
    ZA South Africa,ZAF|ZM Zambia|ZW Zimbabwe
    """

  /// ISO 3166-2 code and names of parts that texts name instead of, or beside, the country.
  private static let partTable = """
    US-AL Alabama|US-AK Alaska|US-AZ Arizona|US-AR Arkansas|US-CA California|US-CO Colorado|US-CT Connecticut
    US-DE Delaware|US-FL Florida|US-GA State of Georgia|US-HI Hawaii,Hawai'i|US-ID Idaho|US-IL Illinois|US-IN Indiana|US-IA Iowa
    US-KS Kansas|US-KY Kentucky|US-LA Louisiana|US-ME Maine|US-MD Maryland|US-MA Massachusetts|US-MI Michigan
    US-MN Minnesota|US-MS Mississippi|US-MO Missouri|US-MT Montana|US-NE Nebraska|US-NV Nevada|US-NH New Hampshire
    US-NJ New Jersey|US-NM New Mexico|US-NY New York State|US-NC North Carolina|US-ND North Dakota|US-OH Ohio
    US-OK Oklahoma|US-OR Oregon|US-PA Pennsylvania|US-RI Rhode Island|US-SC South Carolina|US-SD South Dakota
    US-TN Tennessee|US-TX Texas|US-UT Utah|US-VT Vermont|US-VA Virginia|US-WA Washington State|US-WV West Virginia|US-WI Wisconsin
    US-WY Wyoming|US-DC District of Columbia|CA-AB Alberta|CA-BC British Columbia|CA-MB Manitoba
    CA-NB New Brunswick|CA-NL Newfoundland,Newfoundland and Labrador|CA-PE Prince Edward Island|CA-NS Nova Scotia|CA-ON Ontario|CA-QC Quebec,Québec
    CA-SK Saskatchewan|GB-SCT Scotland|GB-WLS Wales|GB-NIR Northern Ireland|IT-52 Tuscany|IT-82 Sicily
    ES-CT Catalonia|DE-BY Bavaria|AU-NSW New South Wales|AU-QLD Queensland|AU-VIC Victoria
    AU-WA Western Australia|AU-SA South Australia|AU-TAS Tasmania|AU-NT Northern Territory
    AU-ACT Australian Capital Territory
    """

  private static let countries: [String: String] = index(table)
  private static let parts: [String: String] = index(partTable)

  private static func index(_ table: String) -> [String: String] {
    var index: [String: String] = [:]
    for entry in table.split(whereSeparator: { $0 == "|" || $0 == "\n" }) {
      guard let space = entry.firstIndex(of: " ") else { continue }
      for name in entry[entry.index(after: space)...].split(separator: ",") {
        index[Folding.fold(String(name))] = String(entry[..<space])
      }
    }
    return index
  }

  /// Returns the ISO 3166-1 code of a country by a common spelling of its name.
  static func country(_ text: String) -> String? { countries[Folding.fold(text)] }

  static let georgian: Set<String> = ["atlanta", "athens", "augusta", "savannah", "macon"]

  /// Returns the ISO 3166-2 code of a part by its full name: "Pennsylvania", "Tuscany".
  static func part(_ text: String) -> String? { parts[Folding.fold(text)] }

  /// Returns the code of a state or province by its name or by the two letters after a city.
  static func part(_ text: String, of country: String) -> String? {
    if let part = part(text) { return part.hasPrefix(country) ? part : nil }
    if country == "US", Folding.fold(text) == "georgia" { return "US-GA" }
    if country == "US", Folding.fold(text) == "washington" { return "US-WA" }
    let letters = text.filter { $0 != "." && $0 != " " }.uppercased()
    // "New York, New York, USA" names the state.
    if country == "US", Folding.fold(text) == "new york" { return "US-NY" }
    guard ["US", "CA", "AU"].contains(country) else { return nil }
    let code = "\(country)-\(letters)"
    return parts.values.contains(code) ? code : nil
  }
}
