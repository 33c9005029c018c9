import CatalogForm
import CatalogModel
import SQLite

/// The table of a kind of record, with the columns that its members declare.
struct RecordTable<Record: DeclaredRecord>: Sendable {
  /// The statement that selects the columns of one row by its ID.
  private let select: String
  /// The columns that the members declare.
  let columns: [String]
  /// The number of columns before those of the stamp.
  private let stampColumn: Int

  /// `joins` joins the tables of the members' `joined` columns.
  init(_ joins: String = "") {
    columns = Record.members.flatMap(\.columns)
    let table = Record.kind.rawValue
    func own(_ names: [String]) -> [String] { names.map { "\(table).\($0)" } }
    let read = own(["slug"]) + Record.members.flatMap { own($0.columns) + $0.joined }
    stampColumn = read.count
    let names = (read + own(["revision", "sequence", "updated_at"])).joined(separator: ", ")
    select = "SELECT \(names) FROM \(table) \(joins) WHERE \(table).id = ?1"
  }

  /// Reads the record of a row, without the parts in other tables.
  func record(id: Int64, _ reader: CatalogReader) throws -> Record? {
    try reader.connection.first(select, id) { row in
      var columns = ColumnReader { row.columnValue($0) }
      var record = Record(id: columns.text() ?? "")
      for member in Record.members { member.restore(&columns, &record) }
      record.stamp = reader.stamp(row, stampColumn)
      return record
    }
  }

  /// Returns the columns of a record with their values.
  func columns(of record: Record) -> [(key: String, value: any Bindable)] {
    Record.members.flatMap { member in
      let values = member.column.map { [$0(record)] } ?? member.store(record)
      return zip(member.columns, values).map { (key: $0, value: $1) }
    }
  }
}

extension BulkStatement {
  /// Appends the values of the columns that the members of a record declare.
  func columns<Record: DeclaredRecord>(of record: Record) {
    for member in Record.members {
      if let column = member.column {
        value(column(record).sqliteValue)
      } else {
        for column in member.store(record) { value(column.sqliteValue) }
      }
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
