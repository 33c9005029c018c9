import Catalog
import JSON

/// What `explain=1` tells: how the question was understood, and how it is answered.
extension Call {
  func explain(_ plan: [String], _ json: inout JSONWriter) {
    json.object("explain") { json in
      json.object("question") { json in
        for (name, values) in arguments.meanings.sorted(by: { $0.key < $1.key }) {
          json.member(name, values)
        }
        for (name, value) in arguments.readings.sorted(by: { $0.key < $1.key }) {
          json.member(name, value)
        }
      }
      json.member("plan", plan)
      json.object("cost") { json in
        let spent = started.duration(to: .now) / .microseconds(1)
        json.member("microseconds", Int(spent.rounded()))
      }
    }
  }
}
