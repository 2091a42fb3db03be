// The report's comfort: filters, moving through the grid by keys, and an answer beside the grid. Without it everything is still there.
"use strict";
(function () {
  const $ = (id) => document.getElementById(id);
  const grid = $("grid"), panel = $("panel"), form = $("filters");
  const rows = [...grid.tBodies[0].rows].filter((row) => row.dataset.words !== undefined), heads = [...grid.tHead.rows[0].cells].slice(1);
  const findings = [...document.querySelectorAll(".finding")];
  const table = rows.map((row) => [...row.cells].slice(1).map((cell) => ({ cell, link: cell.querySelector("a.chip"), level: cell.dataset.level })));
  const hide = (element, hidden) => { if (element.hidden !== hidden) element.hidden = hidden; };
  let opener = null;

  // Filters: an image by its words, a host by its words, levels by their boxes.
  const words = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text, all) => all.every((word) => text.toLowerCase().includes(word));
  const hostName = heads.map((head) => head.textContent);
  const shownLevels = () => new Set([...form.querySelectorAll("[name=level]:checked")].map((box) => box.value));

  function apply() {
    const image = words($("by-image").value), host = words($("by-host").value), levels = shownLevels();
    const columns = hostName.map((name) => has(name, host));
    let shown = 0;
    heads.forEach((head, i) => hide(head, !columns[i]));
    rows.forEach((row, r) => {
      let any = false;
      table[r].forEach(({ cell, link, level }, i) => {
        const fits = levels.has(level);
        hide(cell, !columns[i]);
        if (link) hide(link, !fits);
        any = any || (fits && columns[i]);
      });
      any = any && has(row.dataset.words, image);
      hide(row, !any);
      shown += any;
    });
    for (const finding of findings) {
      const { level, words: own, hosts } = finding.dataset;
      hide(finding, !(levels.has(level) && has(own, image) && has(hosts, host)));
    }
    $("shown").textContent = shown + " of " + rows.length + (rows.length === 1 ? " image" : " images");
    enter();
  }

  // One link of the grid is in the order of Tab; the arrow keys move it.
  function enter(link) {
    const next = link || [...grid.querySelectorAll("a.chip")].find((a) => a.offsetParent);
    grid.querySelectorAll("a.chip[tabindex='0']").forEach((a) => { a.tabIndex = -1; });
    if (next) next.tabIndex = 0;
  }

  function neighbour(link, down, right) {
    const cell = link.closest("td");
    let row = cell.parentElement, at = cell.cellIndex;
    for (;;) {
      if (down) row = down > 0 ? row.nextElementSibling : row.previousElementSibling;
      else at += right;
      if (!row || at < 1 || at >= row.cells.length) return null;
      const next = row.cells[at].querySelector("a.chip");
      if (next && next.offsetParent) return next;
    }
  }

  function ends(link, last) {
    const all = [...link.closest("tr").querySelectorAll("a.chip")].filter((a) => a.offsetParent);
    return all[last ? all.length - 1 : 0];
  }

  const moves = {
    ArrowDown: (a) => neighbour(a, 1, 0), ArrowUp: (a) => neighbour(a, -1, 0),
    ArrowRight: (a) => neighbour(a, 0, 1), ArrowLeft: (a) => neighbour(a, 0, -1),
    Home: (a) => ends(a, false), End: (a) => ends(a, true),
  };

  grid.addEventListener("keydown", (event) => {
    const link = event.target.closest("a.chip"), move = moves[event.key];
    if (!link || !move || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = move(link);
    event.preventDefault();
    if (!next) return;
    enter(next);
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  // The answer beside the grid: a copy of its finding.
  function show(link) {
    const body = document.getElementById(link.hash.slice(1)), finding = body && body.closest(".finding");
    if (!finding) return;
    const row = link.closest("tr").cells[0].firstElementChild, head = heads[link.closest("td").cellIndex - 1].firstElementChild;
    const copy = body.cloneNode(true);
    copy.removeAttribute("id");
    panel.className = finding.dataset.level;
    $("panel-verdict").textContent = finding.querySelector(".verdict").textContent;
    $("panel-title").replaceChildren(row.cloneNode(true), " on ", head.cloneNode(true));
    $("panel-body").replaceChildren(copy);
    opener = link;
    link.closest("td").classList.add("here");
    panel.showModal();
  }

  grid.addEventListener("click", (event) => {
    const link = event.target.closest("a.chip");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    enter(link);
    show(link);
  });

  panel.addEventListener("close", () => {
    if (!opener) return;
    opener.closest("td").classList.remove("here");
    if (document.activeElement === document.body) opener.focus(); // most browsers have put it back by now, and their user may be further on
    opener = null;
  });
  $("panel-close").addEventListener("click", () => panel.close());
  panel.addEventListener("click", (event) => {
    if (event.target === panel || event.target.closest("a")) panel.close();
  });

  // A link to a finding opens it; paper shows all of them.
  function reveal() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let part = target; part; part = part.parentElement) {
      if (part.tagName === "DETAILS") part.open = true;
    }
    if (target) target.scrollIntoView();
  }
  let closed = [];
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => { closed = findings.filter((f) => !f.open); closed.forEach((f) => { f.open = true; }); });
  addEventListener("afterprint", () => closed.forEach((f) => { f.open = false; }));

  form.hidden = rows.length * heads.length < 2;
  document.querySelectorAll(".js").forEach((hint) => { hint.hidden = false; });
  let soon = 0;
  form.addEventListener("input", () => { clearTimeout(soon); soon = setTimeout(apply, 60); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  grid.querySelectorAll("a.chip").forEach((a) => { a.tabIndex = -1; });
  apply();
  reveal();
})();
