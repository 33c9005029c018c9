import SQLite

/// What pages look like, in light and dark.
enum PageStyle {
  static let css = """
    :root{color-scheme:light dark;--ink:#1c2430;--soft:#56606e;--paper:#fdfdfb;--panel:#f2f4f1;\
    --line:#d8dcd6;--accent:#0b5fa5}
    @media (prefers-color-scheme:dark){:root{--ink:#e4e7ea;--soft:#a2abb5;--paper:#14181d;\
    --panel:#1e242b;--line:#343c45;--accent:#7cbcf2}}
    *{box-sizing:border-box}
    body{margin:0 auto;max-width:80rem;padding:0 1.2rem 3rem;background:var(--paper);\
    color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
    h1{font-size:1.7rem;line-height:1.25;margin:1.2rem 0 .6rem;overflow-wrap:anywhere}
    h2{font-size:1.15rem;margin:1.8rem 0 .4rem}
    a{color:var(--accent)}
    a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,\
    summary:focus-visible,[tabindex]:focus-visible{outline:2px solid var(--accent);\
    outline-offset:2px}
    .skip{position:absolute;left:-99rem}
    .skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem}
    header{border-bottom:1px solid var(--line);padding:.7rem 0}
    header a,.pages a,.more a{display:inline-block;margin-right:.8rem;text-decoration:none}
    header a:hover,.pages a:hover,.more a:hover{text-decoration:underline}
    .home{font-weight:600;color:var(--ink)}
    form{display:flex;flex-wrap:wrap;gap:.6rem .8rem;align-items:end;margin:.8rem 0}
    label{display:block;font-size:.85rem;color:var(--soft)}
    input,select,button{font:inherit;color:inherit;background:var(--paper);\
    border:1px solid var(--line);border-radius:.3rem;padding:.3rem .5rem}
    label input,label select{display:block;width:11rem;max-width:100%}
    button{background:var(--panel);color:var(--accent);cursor:pointer}
    summary{cursor:pointer;color:var(--accent)}
    form details{flex-basis:100%}
    form details div{display:flex;flex-wrap:wrap;gap:.6rem .8rem;margin-top:.5rem}
    .scroll{overflow-x:auto}
    table{border-collapse:collapse;width:100%;font-size:.95rem}
    th,td{text-align:left;vertical-align:top;padding:.45rem .9rem .45rem 0;\
    border-bottom:1px solid var(--line)}
    thead th{color:var(--soft);font-weight:500;white-space:nowrap}
    tbody th{font-weight:600;min-width:12rem}
    td{overflow-wrap:break-word}
    td.time{white-space:nowrap}
    .soft,footer,.snippet{color:var(--soft);font-size:.9rem;font-weight:400}
    .snippet{display:block}
    mark{background:color-mix(in srgb,var(--accent) 25%,transparent);color:inherit}
    dl{display:grid;grid-template-columns:minmax(8rem,14rem) minmax(0,1fr);gap:.45rem 1rem;\
    margin:.8rem 0}
    dt{color:var(--soft)}
    dd{margin:0;overflow-wrap:anywhere;max-width:46rem;white-space:pre-line}
    .facets{display:flex;flex-wrap:wrap;gap:0 2.2rem}
    .facets ul{list-style:none;margin:.2rem 0;padding:0;max-height:16rem;overflow-y:auto}
    .facets [aria-current]{font-weight:600}
    footer{margin-top:2.5rem;border-top:1px solid var(--line)}
    footer a{margin-right:.5rem}
    @media (max-width:40rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}\
    label input,label select{width:100%}label{flex:1 1 9rem}}

    """

  /// SHA-256 in base64, as a Content-Security-Policy names the one style that may be used.
  static let hash = base64(SHA256.hash(Array(css.utf8)))

  /// With padding (RFC 4648 section 4).
  static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let padded = Array(group) + [0, 0]
      let bits = UInt32(padded[0]) << 16 | UInt32(padded[1]) << 8 | UInt32(padded[2])
      for index in 0..<4 {
        let letter = alphabet[Int(bits >> UInt32(18 - 6 * index) & 63)]
        text.append(index <= group.count ? letter : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
