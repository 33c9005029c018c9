import Catalog
import CatalogForm
import CatalogImport
import CatalogModel

/// Lists in YAML and tables in CSV: whatever the text is, its records must be sound.
///
/// Structure-aware: a byte from 0x80 on stands for a fragment of such a file, any other for itself, so
/// that mutations put whole keys and values together. The first byte chooses the format.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLists(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count > 1 else { return 0 }
  let formats = [
    "", "csv", "pwc-deadlines", "hf-deadlines", "ccf-deadlines", "python-deadlines",
    "tobna-deadlines",
  ]
  let format = ImportFormat.named(formats[Int(data[0]) % formats.count])
  var text: [UInt8] = []
  for byte in UnsafeBufferPointer(start: data + 1, count: count - 1) {
    if byte < 0x80 {
      text.append(byte)
    } else {
      text += fragments[Int(byte - 0x80) % fragments.count]
    }
  }
  let name = format?.name == "csv" ? "list.csv" : "conference/AI/list.yml"
  let batches = ImportReader.read([InputFile(name: name, bytes: text)], format: format)
  for batch in batches { check(batch) }
  let cell = String(decoding: text.prefix(200), as: UTF8.self)
  precondition(FormulaGuard.undone(FormulaGuard.guarded(cell)) == cell, "the guard changed a cell")
  return 0
}

private func check(_ batch: ImportBatch) {
  var slugs: Set<String> = []
  for conference in batch.document.conferences {
    precondition(Slug.isValid(conference.id) && slugs.insert(conference.id).inserted)
    for deadline in conference.deadlines {
      let moment = deadline.moment
      if let first = moment.notBefore, let last = moment.notAfter { precondition(first <= last) }
      if let at = moment.at { precondition(at == moment.notBefore && at == moment.notAfter) }
      // What the record says must mean the same when it is read again.
      let again = DeadlineInstant.resolve(local: deadline.local, zone: deadline.timeZoneDeclared)
      precondition(again == moment, "a deadline changed its meaning")
    }
    if let start = conference.dates?.startEarliest, let end = conference.dates?.endLatest {
      precondition(start <= end)
    }
  }
}

private let fragments: [[UInt8]] = [
  "\n- title: ", "\n- name: ", "\n- conference: ", "\n  year: ", "\n  id: ", "\n  deadline: ",
  "\n  timezone: ", "\n  place: ", "\n  date: ", "\n  start: ", "\n  end: ", "\n  sub: ",
  "\n  cfp: ",
  "\n  city: ", "\n  country: ", "\n  confs:\n    - year: ",
  "\n      timeline:\n        - deadline: ",
  "\n      timezone: ", "\n  deadlines:\n    - type: ", "\n      date: ",
  "\ndemo2027:\n  shortname: ",
  "\n  timeline:\n  - deadline: ", "\n  dataSrc: ", "\n  tags: &a", "\n  tags: *a", "\n  link: ",
  "name,start,end,city,country,url\n", "name;start;deadline\n", "title,starts_at,room\n", "sep=;\n",
  "\"", "\"\"", ",", ";", "\t", "\r\n", "'", "DEMO", "2027", "2_027", "2027-05-10",
  "2027-05-10 24:00",
  "2027-05-10T23:59:59Z", " 23:59", "31/05/2027", "05/06/2027", "10.05.2027", "46500",
  "May 10, 2027",
  "mid May 2027", "Q2 2027", "summer 2027", "TBA", "AoE", "AoE (UTC-12)", "UTC−12", "UTC +5:30",
  "CST",
  "IST", "Europe/Berlin", "Berlin, DE", "Shanghai, China", "Sydney, NSW", "Online", "(hybrid)",
  "NO",
  "=1+1", "'=", "＝", "\u{feff}", "\0", "\u{1b}[31m", "é", "東京", "https://demo.example/",
  "http://www.",
  "{", "}", "[", "]", ": ", "# ", "---\n", "|\n", "~",
].map { Array($0.utf8) }
