// The grid: drawn on a canvas of the size of the view, whatever the number of classes; moved by mouse and keys.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const LOTS = ["unknown", "process", "hyperv", "refuse", "page"];
  const WORDS = ["unknown", "runs in process isolation", "runs in Hyper-V isolation", "refused", "is not placed there"];
  const view = $("view"), canvas = $("grid"), room = $("room"), pen = canvas.getContext("2d");
  const planned = data.after !== null;
  const state = { rows: [], columns: [], size: 12, x: 0, y: 0, left: 0, top: 0 }; // left, top: where the cells begin, behind the titles
  const lot = (table, h, i) => table[h].charCodeAt(i) - 48;
  const now = () => (planned && $("when").value === "1" ? data.after : data.before);
  const telling = (h, i, after) => (after ? data.tellingsAfter[data.toldAfter[h][i]] : data.tellingsBefore[data.toldBefore[h][i]]);

  // Alike rows and columns stand together: by what they show, then by name.
  function order(count, text, title) {
    return [...Array(count).keys()].map((k) => ({ k, by: text(k), title: title(k) }))
      .sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : a.title < b.title ? -1 : a.title > b.title ? 1 : 0)).map((e) => e.k);
  }
  const allRows = order(data.hosts.length, (h) => data.before[h], (h) => data.hosts[h].title);
  const columnText = (i) => { let s = ""; for (let h = 0; h < data.hosts.length; h++) s += data.before[h][i]; return s; };
  const allColumns = order(data.images.length, columnText, (i) => data.images[i].title);
  const differs = (h, i) => planned && data.before[h][i] !== data.after[h][i];

  const counted = (count, one, more) => `${count} ${count === 1 ? one : more}`;

  function filter() {
    const host = $("by-host").value.toLowerCase(), image = $("by-image").value.toLowerCase(), only = $("changes").checked;
    state.rows = allRows.filter((h) => data.hosts[h].title.toLowerCase().includes(host));
    state.columns = allColumns.filter((i) => data.images[i].title.toLowerCase().includes(image));
    if (only) {
      state.rows = state.rows.filter((h) => state.columns.some((i) => differs(h, i)));
      state.columns = state.columns.filter((i) => state.rows.some((h) => differs(h, i)));
    }
    state.x = Math.min(state.x, Math.max(0, state.columns.length - 1));
    state.y = Math.min(state.y, Math.max(0, state.rows.length - 1));
    $("shown").textContent = `${counted(state.rows.length, "class", "classes")} of ${data.row}s, ${counted(state.columns.length, data.column === "image" ? "class of images" : data.column, data.column === "image" ? "classes of images" : data.column + "s")}`;
    layout();
  }

  // Titles stand beside cells that are large enough for a line of text; the view is no higher than it has to be.
  function layout() {
    const titled = state.size >= 14;
    state.left = titled ? Math.round(Math.min(340, document.documentElement.clientWidth * 0.3)) : 0;
    state.top = titled ? 150 : 0;
    room.style.width = state.left + state.columns.length * state.size + "px";
    room.style.height = state.top + state.rows.length * state.size + "px";
    view.style.height = `min(62vh, ${state.top + Math.max(1, state.rows.length) * state.size + 18}px)`;
    draw();
  }

  function mark(kind, x, y, s) {
    pen.beginPath();
    if (kind === 0) pen.arc(x + s / 2, y + s / 2, s / 6, 0, 7);
    if (kind === 2) { pen.moveTo(x + 1, y + s - 1); pen.lineTo(x + s - 1, y + 1); }
    if (kind === 3) { pen.moveTo(x + 2, y + 2); pen.lineTo(x + s - 2, y + s - 2); pen.moveTo(x + s - 2, y + 2); pen.lineTo(x + 2, y + s - 2); }
    if (kind === 0) pen.fill(); else pen.stroke();
  }

  // Cells with their signs.
  function large(table, left, top, width, height, colours, ink, onRefuse) {
    const s = state.size, gap = 1;
    for (let y = top; y < state.rows.length && (y - top) * s <= height + s; y++) {
      const h = state.rows[y];
      for (let x = left; x < state.columns.length && (x - left) * s <= width + s; x++) {
        const i = state.columns[x], kind = lot(table, h, i), px = state.left + x * s - view.scrollLeft, py = state.top + y * s - view.scrollTop;
        pen.fillStyle = colours[kind];
        pen.fillRect(px, py, s - gap, s - gap);
        if (s >= 8 && kind !== 1 && kind !== 4) { pen.fillStyle = pen.strokeStyle = kind === 3 ? onRefuse : ink; pen.lineWidth = 1.5; mark(kind, px, py, s - gap); }
        if (s >= 8 && differs(h, i)) { pen.strokeStyle = ink; pen.lineWidth = 2; pen.strokeRect(px + 1, py + 1, s - gap - 2, s - gap - 2); }
      }
    }
  }

  // Cells too small for signs: a pixel each, drawn larger all at once.
  function small(table, left, top, across, down, colours) {
    const columns = Math.min(across, state.columns.length - left), rows = Math.min(down, state.rows.length - top);
    if (columns <= 0 || rows <= 0) return;
    const cells = document.createElement("canvas"), image = new ImageData(columns, rows);
    const rgb = colours.map((c) => [1, 3, 5].map((at) => parseInt(c.trim().slice(at, at + 2), 16)));
    for (let y = 0, at = 0; y < rows; y++)
      for (let x = 0; x < columns; x++, at += 4) {
        const [r, g, b] = rgb[lot(table, state.rows[top + y], state.columns[left + x])];
        image.data[at] = r; image.data[at + 1] = g; image.data[at + 2] = b; image.data[at + 3] = 255;
      }
    cells.width = columns;
    cells.height = rows;
    cells.getContext("2d").putImageData(image, 0, 0);
    pen.imageSmoothingEnabled = false;
    pen.drawImage(cells, left * state.size - view.scrollLeft, top * state.size - view.scrollTop, columns * state.size, rows * state.size);
  }

  // As much of the text as fits.
  function fitting(text, most) {
    if (pen.measureText(text).width <= most) return text;
    let length = Math.floor(text.length * most / pen.measureText(text).width);
    while (length > 0 && pen.measureText(text.slice(0, length) + "\u2026").width > most) length--;
    return text.slice(0, length) + "\u2026";
  }

  // The titles of rows and columns, over whatever the cells have left there.
  function titles(left, top, width, height, page, ink) {
    const s = state.size, hosts = planned && $("when").value === "1" ? data.hostsAfter : data.hosts;
    pen.fillStyle = page;
    pen.fillRect(0, 0, width, state.top);
    pen.fillRect(0, 0, state.left, height);
    pen.fillStyle = ink;
    pen.font = "12px system-ui, sans-serif";
    pen.textBaseline = "middle";
    for (let y = top; y < state.rows.length && (y - top) * s <= height; y++) {
      const at = state.top + y * s - view.scrollTop + s / 2;
      if (at >= state.top) pen.fillText(fitting(hosts[state.rows[y]].title, state.left - 10), 4, at);
    }
    for (let x = left; x < state.columns.length && (x - left) * s <= width; x++) {
      const at = state.left + x * s - view.scrollLeft + s / 2;
      if (at < state.left) continue;
      pen.save();
      pen.translate(at, state.top - 5);
      pen.rotate(-Math.PI / 2);
      pen.fillText(fitting(data.images[state.columns[x]].title, state.top - 10), 0, 0);
      pen.restore();
    }
  }

  function draw() {
    const style = getComputedStyle(document.documentElement), colour = (name) => style.getPropertyValue("--" + name);
    const width = view.clientWidth, height = view.clientHeight, sharp = window.devicePixelRatio || 1, s = state.size, table = now();
    canvas.width = width * sharp;
    canvas.height = height * sharp;
    canvas.style.width = width + "px";
    canvas.style.height = height + "px";
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    pen.clearRect(0, 0, width, height);
    const left = Math.floor(view.scrollLeft / s), top = Math.floor(view.scrollTop / s);
    const colours = LOTS.map(colour), ink = colour("mark"), onRefuse = colour("on-refuse");
    if (s < 6) small(table, left, top, Math.ceil(width / s) + 1, Math.ceil(height / s) + 1, colours);
    else large(table, left, top, width, height, colours, ink, onRefuse);
    pen.strokeStyle = colour("focus");
    pen.lineWidth = 3;
    if (state.rows.length && state.columns.length) pen.strokeRect(state.left + state.x * s - view.scrollLeft, state.top + state.y * s - view.scrollTop, Math.max(s, 4), Math.max(s, 4));
    if (state.left) titles(left, top, width, height, colour("page"), colour("ink"));
  }

  function line(text, kind) {
    const p = document.createElement("p");
    p.textContent = text;
    if (kind) p.className = kind;
    return p;
  }

  // The verdict, the reason, what to do, and where that stands.
  function said(h, i, after) {
    const kind = lot(after ? data.after : data.before, h, i), t = telling(h, i, after), host = (after ? data.hostsAfter : data.hosts)[h];
    const lines = [line(`${planned ? (after ? "After: " : "Before: ") : ""}${WORDS[kind]}: ${data.images[i].title} on ${host.title}`, "verdict " + LOTS[kind])];
    if (!t) return lines;
    lines.push(line("because: " + t.why));
    if (t.do) lines.push(line("do: " + t.do));
    if (t.rule) lines.push(line(`rule ${t.rule}: ${t.title}`, "fine"), ...t.source.map((s) => line("source: " + s, "fine")));
    return lines;
  }

  function tell() {
    const h = state.rows[state.y], i = state.columns[state.x], cell = $("cell");
    if (h === undefined || i === undefined) return cell.replaceChildren(line("Nothing fits the filter."));
    const after = planned && $("when").value === "1", lines = said(h, i, after);
    if (differs(h, i)) lines.push(...said(h, i, !after));
    lines.push(line(data.column === "image" ? `${counted(data.images[i].members, "image is", "images are")} alike, and ${counted(data.hosts[h].members, "host is", "hosts are")}.` : `${counted(data.hosts[h].members, data.row + " is", data.row + "s are")} alike.`, "fine"));
    cell.replaceChildren(...lines);
  }

  function go(x, y) {
    state.x = Math.max(0, Math.min(state.columns.length - 1, x));
    state.y = Math.max(0, Math.min(state.rows.length - 1, y));
    const s = state.size, px = state.x * s, py = state.y * s;
    if (px < view.scrollLeft) view.scrollLeft = px;
    if (px + s > view.scrollLeft + view.clientWidth - state.left) view.scrollLeft = px + s - view.clientWidth + state.left;
    if (py < view.scrollTop) view.scrollTop = py;
    if (py + s > view.scrollTop + view.clientHeight - state.top) view.scrollTop = py + s - view.clientHeight + state.top;
    draw();
    tell();
  }

  const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], PageUp: [0, -10], PageDown: [0, 10], Home: [-1e9, 0], End: [1e9, 0] };
  view.addEventListener("keydown", (e) => {
    const larger = { "+": 2, "=": 2, "-": -2 }[e.key];
    if (larger && !e.ctrlKey && !e.altKey && !e.metaKey) {
      $("size").value = state.size = Math.max(2, Math.min(28, state.size + larger));
      layout();
      return go(state.x, state.y);
    }
    if (!KEYS[e.key] || e.ctrlKey || e.altKey || e.metaKey) return;
    e.preventDefault();
    go(state.x + KEYS[e.key][0], state.y + KEYS[e.key][1]);
  });
  view.addEventListener("click", (e) => {
    const box = view.getBoundingClientRect();
    const x = Math.floor((e.clientX - box.left - view.clientLeft - state.left + view.scrollLeft) / state.size);
    const y = Math.floor((e.clientY - box.top - view.clientTop - state.top + view.scrollTop) / state.size);
    if (x >= 0 && y >= 0 && x < state.columns.length && y < state.rows.length) go(x, y);
  });
  view.addEventListener("scroll", draw);
  window.addEventListener("resize", layout);
  for (const what of ["(prefers-color-scheme: dark)", "print"]) window.matchMedia(what).addEventListener("change", draw);
  $("tools").addEventListener("submit", (e) => e.preventDefault());
  for (const id of ["by-host", "by-image", "changes"]) $(id).addEventListener("input", filter);
  $("size").addEventListener("input", () => { state.size = Number($("size").value); layout(); });
  $("when").addEventListener("input", () => { $("when-word").textContent = $("when").value === "1" ? "after" : "before"; draw(); tell(); });
  // Cells as large as the view allows, but no larger than is pleasant.
  const fits = Math.floor(Math.min((view.clientWidth - 340) / Math.max(1, data.images.length), (view.clientHeight - 150) / Math.max(1, data.hosts.length)));
  state.size = Math.max(4, Math.min(24, fits));
  $("size").value = state.size;
  window.addEventListener("beforeprint", () => { $("words").open = true; });
  $("empty-label").hidden = !data.before.some((row) => row.includes("4"));
  $("when-label").hidden = $("changes-label").hidden = !planned;
  filter();
})();
