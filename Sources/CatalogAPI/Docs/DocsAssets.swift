/// What the manual's page loads; nothing of it comes from elsewhere.
enum DocsAssets {
  static let style = """
    :root {
      color-scheme: light dark;
      --ink: #1c2430; --soft: #56606e; --paper: #fdfdfb; --panel: #f2f4f1; --line: #d8dcd6;
      --accent: #0b5fa5;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ink: #e4e7ea; --soft: #a2abb5; --paper: #14181d; --panel: #1e242b; --line: #343c45;
        --accent: #7cbcf2;
      }
    }
    * { box-sizing: border-box; }
    html { scroll-padding-top: 1rem; }
    body {
      margin: 0 auto; max-width: 76rem; padding: 0 1.2rem 4rem; background: var(--paper);
      color: var(--ink); font: 1rem/1.6 system-ui, sans-serif;
    }
    h1 { font-size: 2rem; line-height: 1.2; margin: 2rem 0 .5rem; }
    h2 { font-size: 1.4rem; margin: 2.5rem 0 .6rem; border-bottom: 2px solid var(--line); }
    h3 { font-size: 1.05rem; margin: 2rem 0 .3rem; overflow-wrap: anywhere; }
    p { margin: .5rem 0; max-width: 44rem; }
    li { max-width: 44rem; margin: .3rem 0; }
    a { color: var(--accent); }
    a:focus-visible, button:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
      outline: 2px solid var(--accent); outline-offset: 2px;
    }
    code, pre { font: .88em/1.5 ui-monospace, monospace; }
    p code, li code, td code, dd code { background: var(--panel); padding: .1em .3em; }
    .skip { position: absolute; left: -99rem; }
    .skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem; }
    header p { font-size: 1.1rem; color: var(--soft); }
    .forms { color: var(--soft); }
    .curl {
      display: flex; align-items: center; gap: .6rem; margin: .6rem 0; padding: .2rem .7rem;
      border: 1px solid var(--line); border-radius: .4rem; background: var(--panel);
    }
    .curl pre { flex: 1; min-width: 0; margin: 0; padding: .4rem 0; overflow-x: auto; }
    .curl a, .curl button { font-size: .85rem; white-space: nowrap; }
    button {
      font: inherit; color: var(--accent); background: none; border: 1px solid var(--line);
      border-radius: .3rem; padding: .1rem .5rem; cursor: pointer;
    }
    .answer {
      max-height: 24rem; overflow: auto; margin: .6rem 0; padding: .7rem;
      border: 1px solid var(--line); border-radius: .4rem;
    }
    @media (max-width: 40rem) {
      .curl { flex-wrap: wrap; }
      .curl pre { flex-basis: 100%; white-space: pre-wrap; overflow-wrap: anywhere; }
    }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-size: .92rem; }
    th, td {
      text-align: left; vertical-align: top; padding: .4rem .7rem .4rem 0;
      border-bottom: 1px solid var(--line);
    }
    thead th { color: var(--soft); font-weight: 500; }
    td { min-width: 6rem; overflow-wrap: anywhere; }
    td.meaning { min-width: 15rem; }
    h3 code { font-weight: 600; font-size: 1rem; }
    :target { background: color-mix(in srgb, var(--accent) 14%, transparent); }
    summary { cursor: pointer; color: var(--accent); }
    dt { margin-top: 1rem; font-weight: 600; }
    dd { margin: .1rem 0 0; max-width: 44rem; }
    nav { font-size: .92rem; }
    nav ul { list-style: none; padding-left: 0; margin: .4rem 0; }
    nav ul ul { padding-left: .8rem; }
    nav li { margin: .15rem 0; overflow-wrap: anywhere; }
    nav a { text-decoration: none; }
    nav a code { background: none; font-size: .78rem; }
    nav a:hover { text-decoration: underline; }
    @media (min-width: 60rem) {
      .columns { display: grid; grid-template-columns: 17rem minmax(0, 1fr); gap: 3rem; }
      nav { position: sticky; top: 0; max-height: 100vh; overflow-y: auto; padding: 2.5rem 0 2rem; }
    }

    """

  /// Adds buttons to the lines for the terminal: to copy one, and to try it here.
  static let script = """
    for (const box of document.querySelectorAll(".curl")) {
      const line = box.querySelector("code").textContent;
      const path = box.querySelector("a.open").getAttribute("href");
      const button = (label, action) => {
        const element = document.createElement("button");
        element.type = "button";
        element.textContent = label;
        element.addEventListener("click", () => action(element));
        box.append(element);
      };
      if (navigator.clipboard) {
        button("copy", async (element) => {
          await navigator.clipboard.writeText(line);
          element.textContent = "copied";
          setTimeout(() => { element.textContent = "copy"; }, 1500);
        });
      }
      button("try", async () => {
        let answer = box.nextElementSibling;
        if (!answer || !answer.classList.contains("answer")) {
          answer = document.createElement("pre");
          answer.className = "answer";
          answer.tabIndex = 0;
          answer.setAttribute("aria-live", "polite");
          box.after(answer);
        }
        answer.textContent = "asking";
        try {
          const response = await fetch(path);
          const text = await response.text();
          const type = response.headers.get("Content-Type");
          answer.textContent =
            `${response.status} ${type}, ${text.length} characters\\n\\n${text.slice(0, 6000)}`;
        } catch (error) {
          answer.textContent = String(error);
        }
      });
    }
    if (matchMedia("(max-width: 60rem)").matches) {
      document.querySelector("nav details").open = false;
    }
    for (const hash of [location.hash.slice(1)].filter(Boolean)) {
      const target = document.getElementById(hash);
      const details = target && target.closest("details");
      if (details) { details.open = true; target.scrollIntoView(); }
    }

    """
}
