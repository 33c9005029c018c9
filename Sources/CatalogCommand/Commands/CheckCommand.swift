import Catalog
import CatalogModel
import Glibc
import JSON

/// `catalog check`: reports what is wrong or doubtful in the data.
enum CheckCommand {
  static let subcommand = Subcommand(
    name: "check", summary: "Report what is wrong or doubtful in the data",
    help: """
      usage: catalog check [OPTIONS]

      Reads the database, also while a server runs, and reports what is wrong (a conference that
      ends before it starts, a session outside its conference, unknown countries and time zones, a
      deadline after the conference, a damaged file, ...) and what is doubtful (contradictions
      between sources, likely duplicates, records that nobody has checked for
      \(CatalogCheck.staleAfterDays) days, cities that the gazetteer lacks, ...). Each finding comes with the command that
      fixes it; replace the three dots in it before you run it.

      exit status: 0 no findings; 1 failed; 2 something is wrong; 3 something is doubtful and
      nothing wrong; 64 invalid command line.
      """,
    flags: [
      .database,
      Flag("--json", "write the findings as one JSON object"),
    ],
    run: { flags in
      guard flags.positionals.isEmpty else {
        throw UsageError("check takes no argument \"\(flags.positionals[0])\"", command: "check")
      }
      let store = try CatalogStore(reading: flags.database)
      let findings = try store.findings(named: flags.has("--database") ? flags.database : nil)
      store.close()
      if flags.has("--json") { showJSON(findings) } else { show(findings) }
      let isWrong = findings.contains { $0.severity == .wrong }
      exit(isWrong ? 2 : findings.isEmpty ? 0 : 3)
    })

  private static func show(_ findings: [Finding]) {
    for severity in Finding.Severity.allCases {
      let part = findings.filter { $0.severity == severity }
      for finding in part {
        Output.say("\(severity.rawValue): \(finding.kind) \(finding.id): \(finding.message)")
        Output.say("    \(finding.command)")
      }
    }
    let wrong = findings.count { $0.severity == .wrong }
    Output.say(
      findings.isEmpty
        ? "no findings" : "\(wrong) wrong, \(findings.count - wrong) doubtful")
  }

  private static func showJSON(_ findings: [Finding]) {
    var json = JSONWriter(indent: 2)
    json.object { json in
      json.list("findings", findings) { json, finding in
        json.object { json in
          json.member("severity", finding.severity.rawValue)
          json.member("code", finding.code)
          json.member("kind", finding.kind)
          json.member("id", finding.id)
          json.member("message", finding.message)
          json.member("command", finding.command)
        }
      }
      json.object("counts") { json in
        for severity in Finding.Severity.allCases {
          json.member(severity.rawValue, findings.count { $0.severity == severity })
        }
      }
    }
    Output.say(String(decoding: json.bytes, as: UTF8.self))
  }
}
