import CatalogModel
import SQLite

/// The table of a kind of record, with the columns that its members declare.
struct RecordTable<Record: DeclaredRecord>: Sendable {
  /// The statement that selects the columns of one row by its ID.
  private let select: String
  /// The columns that the members declare.
  let columns: [String]

  init() {
    columns = Record.members.flatMap(\.columns)
    let names = ["slug"] + columns + ["revision", "sequence", "updated_at"]
    select = "SELECT \(names.joined(separator: ", ")) FROM \(Record.kind.rawValue) WHERE id = ?1"
  }

  /// Reads the record of a row, without the parts in other tables.
  func record(id: Int64, _ reader: CatalogReader) throws -> Record? {
    try reader.connection.first(select, id) { row in
      var columns = ColumnReader { row.columnValue($0) }
      var record = Record(id: columns.text() ?? "")
      for member in Record.members { member.restore(&columns, &record) }
      record.stamp = reader.stamp(row, self.columns.count + 1)
      return record
    }
  }

  /// Returns the columns of a record with their values.
  func columns(of record: Record) -> [(key: String, value: any Bindable)] {
    Record.members.flatMap { member in
      zip(member.columns, member.store(record)).map { (key: $0, value: $1) }
    }
  }
}

extension Row {
  fileprivate func columnValue(_ column: Int) -> ColumnValue {
    switch value(column) {
    case .null, .blob: .null
    case .integer(let number): .integer(Int(number))
    case .real(let number): .real(number)
    case .text(let text): .text(text)
    }
  }
}

extension ColumnValue: Bindable {
  var sqliteValue: Value {
    switch self {
    case .null: .null
    case .integer(let number): .integer(Int64(number))
    case .real(let number): .real(number)
    case .text(let text): .text(text)
    }
  }
}
