import HTTP

/// A head parser with its storage for offsets; pooled, so that idle connections have none.
final class HeadReader {
  var parser: RequestParser
  var head = RequestHead()

  init(limits: MessageLimits) {
    parser = RequestParser(limits: limits)
  }
}
