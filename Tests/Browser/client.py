"""client.js, as another site uses it."""
import http.server
import json
import re
import threading
import urllib.request

from visit import BASE, check, expect, wrong, PATIENCE


@check
def client_js_works_from_another_origin(browser):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f"""<!doctype html><link rel=icon href="data:,"><script type="module">
                import {{ Catalog, CatalogProblem, timeLeft }} from '{BASE}/client.js';
                const catalog = new Catalog();
                const names = [];
                for await (const one of catalog.all('conferences', {{ year: 2099, sort: 'name', limit: 2 }})) names.push(one.id);
                const again = await catalog.list('conferences', {{ year: 2099, sort: 'name', limit: 2 }});
                const one = await catalog.one('conferences/future-2099');
                let problem;
                try {{ await catalog.one('conferences', {{ topc: 'nlp' }}); }} catch (error) {{ problem = error; }}
                window.result = {{ names, again: again.data.length, one: one.id, status: problem.status,
                  isProblem: problem instanceof CatalogProblem, left: timeLeft('2099-01-01T00:00:00Z', Date.parse('2098-12-31T23:59:00Z')),
                  webcal: catalog.subscription('conferences', {{ topic: ['nlp', 'llm'] }}) }};
                </script>""".encode())

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_port}"
    context = browser.new_context()
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(f"client.js: {error}"))
    page.goto(origin)
    page.wait_for_function("window.result", timeout=PATIENCE)
    result = page.evaluate("window.result")
    context.close()
    server.shutdown()
    expect(sorted(result["names"]) == ["future-2099", "moved-2099", "off-2099", "vague-2099"], f"all() gives {result['names']}")
    expect(result["again"] == 2 and result["one"] == "future-2099", f"list() or one() is wrong: {result}")
    expect(result["status"] == 400 and result["isProblem"], f"a mistake is no CatalogProblem: {result}")
    expect(result["left"] == "in 00:01:00", f"timeLeft says {result['left']}")
    expect(result["webcal"].startswith("webcal://") and "conferences.ics?topic=nlp%2Cllm" in result["webcal"], result["webcal"])


@check
def the_client_asks_only_what_openapi_describes(browser):
    def text(path):
        return urllib.request.urlopen(BASE + path).read().decode()

    paths = json.loads(text("/openapi.json"))["paths"]
    client, types, page = text("/client.js"), text("/client.d.ts"), text("/page.js")
    for source, call, path, parameters in [
        (client, "this.list('search', { q: words, limit: 10, total: 'none'", "/search", ["q", "limit", "total"]),
        (page, "catalog.one(`sessions/", "/sessions/{session}", []),
    ]:
        expect(call in source, f"no script has {call}")
        known = {parameter["name"] for parameter in paths[path]["get"]["parameters"]}
        expect(known.issuperset(parameters), f"{path} does not know all of {parameters}")
    exports = set(re.findall(r"^export (?:class|function|const) (\w+)", client, re.M))
    declared = set(re.findall(r"^export declare (?:class|function|const) (\w+)", types, re.M))
    expect(exports == declared, f"client.js exports {exports}, client.d.ts declares {declared}")
    imported = set(re.findall(r"\w+", re.search(r"import \{(.*?)\}", page).group(1)))
    expect(imported <= exports, f"page.js imports {imported - exports}")
