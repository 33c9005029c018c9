import CatalogForm
import CatalogModel

extension BatchBuilder {
  /// Returns the slugs of topics by name, and adds new topics to the document.
  func topics(_ names: [String]) -> [String] {
    var slugs: [String] = []
    for name in names {
      let slug = SlugText.make([name])
      guard !slug.isEmpty, !slugs.contains(slug) else { continue }
      slugs.append(slug)
      if isNew(topic: slug) {
        var label = name.map { $0 == "-" ? " " : $0 }.reduce(into: "") { $0.append($1) }
        if label.first?.isLowercase == true {
          label = label.prefix(1).uppercased() + label.dropFirst()
        }
        document.topics.append(Topic(id: slug, label: label))
      }
    }
    return slugs
  }
}

enum TopicNames {
  static let pwc = [
    "ML": "Machine learning", "NLP": "Natural language processing", "CV": "Computer vision",
    "DM": "Data mining", "RO": "Robotics", "SP": "Signal processing",
    "KR": "Knowledge representation", "CG": "Computer graphics",
    "HCI": "Human-computer interaction", "AP": "Automated planning", "SEC": "Security",
  ]
  static let security = [
    "SEC": "Security", "PRIV": "Privacy", "CRYPTO": "Cryptography", "OS": "Operating systems",
    "NET": "Computer networks", "ARCH": "Computer architecture", "AI": "Artificial intelligence",
    "ML": "Machine learning", "PL": "Programming languages", "DB": "Databases",
    "SE": "Software engineering", "HCI": "Human-computer interaction",
  ]
  static let ccf = [
    "AI": "Artificial intelligence", "DB": "Databases", "CG": "Computer graphics",
    "HI": "Human-computer interaction", "SE": "Software engineering", "SC": "Security",
    "NW": "Computer networks", "DS": "Computer architecture", "CT": "Theoretical computer science",
  ]
  static let python = [
    "PY": "Python", "SCIPY": "Scientific computing", "DATA": "Data science",
    "WEB": "Web technologies", "BIZ": "Business", "GEO": "Geospatial",
  ]
}
