#!/usr/bin/env python3
"""Writes WindowsZones.swift from CLDR's table of Windows time zones.

Usage: python3 WindowsZones.py > WindowsZones.swift
The table is common/supplemental/windowsZones.xml of CLDR, as the package tzlocal contains it.
"""
from tzlocal.windows_tz import win_tz

print('''/// The IANA zones of Windows' names, by CLDR (windowsZones.xml, territory 001).
///
/// Written by WindowsZones.py; do not edit.
enum WindowsZones {
  /// By the name in lower case.
  static let names: [String: String] = {
    var names: [String: String] = [:]
    for line in table.split(separator: "\\n") {
      let halves = line.split(separator: "=")
      names[halves[0].lowercased()] = String(halves[1])
    }
    return names
  }()

  private static let table = """''')
for windows, zone in sorted(win_tz.items()):
    print(f"    {windows}={zone}")
print('    """\n}')
