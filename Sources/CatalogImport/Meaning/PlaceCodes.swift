import CatalogForm
import CatalogModel

/// Two letters after a city that can be a country or a state: "Berlin, DE", "Dover, DE".
///
/// In a field for countries they are a country. In a text, a code that can be both is decided by
/// the city, if this table has it; otherwise it stays undecided.
enum PlaceCodes {
  enum Meaning: Equatable {
    case country(String)
    /// The ISO 3166-2 code of a state or province.
    case part(String)
    case undecided
  }

  /// Returns the ISO 3166-1 code in a field for countries: "DE", "de", "UK".
  static func country(_ text: String) -> String? {
    let code = text.filter { $0 != "." && $0 != " " }.uppercased()
    guard code.utf8.count == 2 else { return nil }
    if let usual = ["UK": "GB", "EL": "GR"][code] { return usual }
    return CountryCodes.all.contains(code) ? code : nil
  }

  /// Returns the meaning of two or three capital letters after a city; nil for the name of a
  /// country ("USA") and for an unknown code.
  static func meaning(_ text: String, city: String) -> Meaning? {
    guard (2...3).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x41 && $0 <= 0x5a }),
      text.utf8.count == 2 || CountryNames.country(text) == nil
    else { return nil }
    let city = Folding.fold(city)
    if let part = CountryNames.part(text, of: "AU"),
      text.utf8.count == 3 || australian[text] == city
    {
      return .part(part)
    }
    let state = CountryNames.part(text, of: "US")
    let province = CountryNames.part(text, of: "CA")
    switch (country(text), state ?? province) {
    case (nil, nil): return .undecided
    case (let country?, nil): return .country(country)
    case (nil, let part?): return .part(part)
    case (let country?, let part?):
      if abroad[text]?.contains(city) == true { return .country(country) }
      if american[text]?.contains(city) == true { return .part(part) }
      return state == nil ? .country(country) : .undecided
    }
  }

  private static func index(_ table: String) -> [String: Set<String>] {
    var index: [String: Set<String>] = [:]
    for line in table.split(separator: "\n") {
      let cities = line.dropFirst(3).split(separator: ",").map { Folding.fold(String($0)) }
      index[String(line.prefix(2)), default: []].formUnion(cities)
    }
    return index
  }

  /// Cities in Australian states whose codes have other meanings, too.
  private static let australian = ["WA": "perth", "SA": "adelaide", "NT": "darwin"]

  /// Cities in countries whose codes are also those of states.
  private static let abroad = index(
    """
    AL Tirana,Durres,Vlore,Shkoder
    AR Buenos Aires,Cordoba,Rosario,Mendoza,La Plata,Bariloche,San Carlos de Bariloche,Salta
    AZ Baku,Ganja,Sumqayit
    CA Toronto,Montreal,Montréal,Vancouver,Ottawa,Calgary,Edmonton,Quebec,Quebec City,Winnipeg,Halifax
    CA Waterloo,Kingston,Hamilton,Banff,Whistler,Kelowna,Saskatoon,Regina,Mississauga,Guelph,Niagara Falls
    CO Bogota,Bogotá,Medellin,Medellín,Cali,Cartagena,Barranquilla,Bucaramanga
    DE Berlin,Munich,München,Hamburg,Cologne,Köln,Frankfurt,Frankfurt am Main,Stuttgart,Düsseldorf,Leipzig
    DE Dresden,Hannover,Hanover,Nuremberg,Nürnberg,Bremen,Bonn,Karlsruhe,Heidelberg,Darmstadt,Aachen,Potsdam
    DE Mannheim,Freiburg,Göttingen,Tübingen,Münster,Mainz,Würzburg,Kaiserslautern,Saarbrücken,Passau
    DE Bamberg,Erlangen,Augsburg,Ulm,Kiel,Lübeck,Rostock,Jena,Magdeburg,Halle,Marburg,Konstanz,Bochum
    DE Dortmund,Essen,Duisburg,Paderborn,Bielefeld,Kassel,Koblenz,Trier,Dagstuhl,Wadern,Garching,Oldenburg
    DE Wuppertal,Siegen,Ilmenau,Chemnitz,Weimar,Regensburg,Bayreuth,Osnabrück,Braunschweig,Wiesbaden
    GA Libreville,Port-Gentil
    ID Jakarta,Bali,Bandung,Yogyakarta,Surabaya,Denpasar,Semarang,Medan,Malang,Nusa Dua,Bogor,Depok
    IL Tel Aviv,Tel-Aviv,Haifa,Jerusalem,Eilat,Beer Sheva,Beersheba,Herzliya,Rehovot,Netanya,Ramat Gan
    IN Bangalore,Bengaluru,Mumbai,Delhi,New Delhi,Hyderabad,Chennai,Kolkata,Pune,Goa,Ahmedabad,Jaipur,Kochi
    IN Cochin,Kanpur,Kharagpur,Guwahati,Indore,Bhopal,Bhubaneswar,Lucknow,Chandigarh,Coimbatore,Mysore,Mysuru
    IN Trivandrum,Thiruvananthapuram,Gandhinagar,Roorkee,Varanasi,Surat,Nagpur,Noida,Gurgaon,Gurugram,Madurai
    KY George Town
    LA Vientiane,Luang Prabang
    MA Marrakech,Marrakesh,Casablanca,Rabat,Fez,Fes,Fès,Tangier,Tanger,Agadir,Meknes,Ifrane,Tetouan,Oujda
    MD Chisinau,Chișinău
    ME Podgorica,Budva,Kotor,Herceg Novi,Tivat,Bar
    MN Ulaanbaatar,Ulan Bator
    MO Macau,Macao,Taipa
    MT Valletta,St. Julian's,Sliema,Msida
    NC Noumea,Nouméa
    NE Niamey
    PA Panama,Panama City
    SC Victoria,Mahe,Mahé
    SD Khartoum
    TN Tunis,Sousse,Hammamet,Sfax,Monastir,Djerba,Carthage,Tabarka,Gammarth,Mahdia,Gabes
    VA Vatican City
    """)

  /// Cities in states and provinces whose codes are also those of countries.
  private static let american = index(
    """
    AL Birmingham,Huntsville,Tuscaloosa,Auburn,Mobile,Montgomery
    AR Little Rock,Fayetteville,Bentonville
    AZ Phoenix,Tucson,Scottsdale,Tempe,Flagstaff,Mesa,Glendale,Sedona
    CA San Francisco,San Diego,Los Angeles,San Jose,Santa Clara,Berkeley,Stanford,Palo Alto,Mountain View
    CA Sunnyvale,Santa Barbara,Santa Cruz,Irvine,Pasadena,Long Beach,Anaheim,Sacramento,Oakland,Monterey
    CA Menlo Park,Cupertino,Burlingame,Santa Monica,La Jolla,Riverside,Davis,Napa,Newport Beach,Pacific Grove
    CA Asilomar,Redwood City,San Mateo,Burbank,Hollywood,Palm Springs,Fresno,Carlsbad,Coronado,Half Moon Bay
    CO Denver,Boulder,Colorado Springs,Fort Collins,Golden,Aspen,Aurora,Vail,Keystone,Breckenridge,Snowmass
    DE Newark,Wilmington,Dover,Rehoboth Beach
    GA Atlanta,Athens,Savannah,Augusta,Macon,Columbus
    ID Boise,Moscow,Idaho Falls,Coeur d'Alene,Sun Valley
    IL Chicago,Urbana,Champaign,Urbana-Champaign,Evanston,Schaumburg,Rosemont,Naperville,Springfield,Peoria
    IN Indianapolis,Bloomington,West Lafayette,Lafayette,Notre Dame,South Bend,Fort Wayne,Evansville
    KY Louisville,Lexington
    LA New Orleans,Baton Rouge,Lafayette,Shreveport
    MA Boston,Cambridge,Amherst,Somerville,Worcester,Waltham,Lowell,Newton,Burlington,Framingham,Plymouth
    MD Baltimore,College Park,Bethesda,Gaithersburg,National Harbor,Rockville,Annapolis,Columbia
    ME Portland,Orono,Bangor,Bar Harbor,Augusta
    MN Minneapolis,St. Paul,Saint Paul,Rochester,Duluth,Bloomington
    MO St. Louis,Saint Louis,Kansas City,Columbia,Springfield,Rolla,Branson
    MS Jackson,Biloxi,Oxford,Starkville
    MT Bozeman,Missoula,Big Sky,Billings,Helena
    NC Raleigh,Durham,Charlotte,Chapel Hill,Greensboro,Asheville,Winston-Salem,Wilmington,Research Triangle Park
    NE Omaha,Lincoln
    NL St. John's,St John's
    PA Pittsburgh,Philadelphia,State College,University Park,Bethlehem,Hershey,Harrisburg,Lancaster,Allentown
    PE Charlottetown
    SC Charleston,Columbia,Greenville,Clemson,Myrtle Beach,Hilton Head
    SD Sioux Falls,Rapid City,Brookings
    SK Saskatoon,Regina
    TN Nashville,Knoxville,Memphis,Chattanooga,Oak Ridge,Gatlinburg
    VA Arlington,Alexandria,Blacksburg,Charlottesville,Richmond,Reston,McLean,Williamsburg,Fairfax,Norfolk
    VA Crystal City,Tysons,Tysons Corner,Virginia Beach,Herndon,Roanoke,Leesburg
    """)
}
