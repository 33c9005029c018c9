/// The script of the manual, served by this server only.
enum DocsAssets {
  /// Adds buttons to the commands: one copies the command, the other runs it in the page.
  static let script = """
    for (const box of document.querySelectorAll(".curl")) {
      const line = box.querySelector("code").textContent;
      const path = box.querySelector("a.open")?.getAttribute("href");
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
      // A line that changes the catalog is only to be copied.
      if (!path) { continue; }
      button("try", async () => {
        let answer = box.nextElementSibling;
        if (!answer || !answer.classList.contains("answer")) {
          answer = document.createElement("pre");
          answer.className = "answer";
          answer.tabIndex = 0;
          answer.setAttribute("aria-live", "polite");
          box.after(answer);
        }
        answer.textContent = "loading";
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
      document.querySelector(".contents details").open = false;
    }
    function reveal() {
      const target = document.getElementById(location.hash.slice(1));
      const details = target && target.closest("details");
      if (details) { details.open = true; target.scrollIntoView(); }
    }
    addEventListener("hashchange", reveal);
    reveal();

    """
}
