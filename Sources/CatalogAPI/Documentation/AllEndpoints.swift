/// All operations, in the order of the documentation.
enum AllEndpoints {
  static let list: [Operation] =
    [RootEndpoints.root] + ListEndpoints.list + [SearchEndpoint.search] + RecordEndpoints.list
    + ProgrammeEndpoints.list + ChangeEndpoints.list + WriteEndpoints.list + HistoryWrites.list
    + HistoryEndpoints.list
    + ProblemEndpoints.list + ManualEndpoints.list + SiteEndpoints.list
    + [
      RootEndpoints.revision
    ] + ProbeEndpoints.list
}
