import HTTP

/// A head parser with the storage of its offsets; pooled, so that idle connections hold none.
final class HeadReader {
  var parser: RequestParser
  var head = RequestHead()

  init(limits: MessageLimits) {
    parser = RequestParser(limits: limits)
  }
}
