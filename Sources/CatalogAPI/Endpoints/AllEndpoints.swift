/// Everything that can be asked, in the order in which the documentation shows it.
enum AllEndpoints {
  static let list: [Endpoint] =
    [RootEndpoints.root] + ConferenceEndpoints.list + SeriesEndpoints.list
    + ProgrammeEndpoints.list + VocabularyEndpoints.list + ProblemEndpoints.list + [
      RootEndpoints.revision
    ]
}
