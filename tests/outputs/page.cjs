// Opens the pages that page.py made in headless Chromium: clicks, keys, contrast, accessibility, no script, paper. Prints TAP.
"use strict";
const fs = require("fs");
const given = JSON.parse(fs.readFileSync(0, "utf8"));
const { chromium } = require(given.modules + "/playwright-core");
const axe = fs.readFileSync(given.modules + "/axe-core/axe.min.js", "utf8");
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
let count = 0, failed = 0;

function ok(passed, name, ...details) {
  count++;
  failed += !passed;
  console.log(`${passed ? "ok" : "not ok"} ${count} - ${name.replace(/#/g, "")}`);
  if (!passed) for (const line of details.map((d) => (typeof d === "string" ? d : JSON.stringify(d))).join("\n").split("\n")) console.log("# " + line);
}

// A page of its own; whatever the console or the network says is kept in `heard`.
async function open(browser, file, { scheme = "light", js = true, width = 1300, height = 900 } = {}) {
  const context = await browser.newContext({ colorScheme: scheme, javaScriptEnabled: js, viewport: { width, height } });
  const page = await context.newPage(), heard = [];
  page.on("console", (m) => heard.push(m.type() + ": " + m.text()));
  page.on("pageerror", (e) => heard.push("error: " + e.message));
  page.on("request", (r) => { if (r.url() !== "file://" + file) heard.push("request: " + r.url()); });
  page.on("dialog", (d) => { heard.push("dialog: " + d.message()); d.dismiss(); });
  await page.goto("file://" + file);
  return { page, heard, close: () => context.close() };
}

async function shot(page, name) {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
}

// WCAG 2: the contrast of every pair of colours that the style uses.
const PAIRS = [["ink", "page"], ["ink", "card"], ["dim", "page"], ["dim", "card"], ["link", "card"], ["allow", "allow-soft"], ["warn", "warn-soft"],
  ["unknown", "unknown-soft"], ["refuse", "refuse-soft"], ["ink", "refuse-soft"], ["ink", "unknown-soft"], ["ink", "warn-soft"], ["ink", "allow-soft"],
  ["allow", "card"], ["warn", "card"], ["unknown", "card"], ["refuse", "card"], ["on-unknown", "unknown"], ["on-refuse", "refuse"], ["focus", "card"]];

function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(a, b) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

async function looks(browser, scheme) {
  for (const name of scheme === "light" ? ["scan", "check", "one", "nothing"] : ["scan", "check"]) {
    const { page, heard, close } = await open(browser, given[name], { scheme });
    if (name === "check") {
      const colours = await page.evaluate((names) => Object.fromEntries(names.map((n) => [n, getComputedStyle(document.documentElement).getPropertyValue("--" + n).trim()])), [...new Set(PAIRS.flat())]);
      const weak = PAIRS.map(([a, b]) => [a, b, ratio(colours[a], colours[b])]).filter(([, , r]) => !(r >= 4.5));
      ok(weak.length === 0, `${scheme}: every pair of colours has a contrast of 4.5 or more`, weak);
      await shot(page, `check-${scheme}`);
    }
    await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }));
    ok(found.violations.length === 0, `${scheme}: axe finds nothing on the page '${name}'`, found.violations.map((v) => `${v.id}: ${v.help}; ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`));
    ok(heard.length === 0, `${scheme}: the page '${name}' says nothing to the console and asks for nothing`, heard);
    await close();
  }
}

async function mouse(browser) {
  const { page, close } = await open(browser, given.check);
  const chip = page.locator("a.chip.x").first();
  await chip.click();
  const panel = page.locator("#panel");
  ok(await panel.isVisible(), "a click on a sign opens its answer");
  const text = await panel.innerText();
  ok(/refused/i.test(text) && /because/i.test(text) && /do one of these/i.test(text) && /what each authority says/i.test(text), "with verdict, reasons, remedies and what each authority says", text);
  ok(await panel.locator("a[href^='https://github.com/MicrosoftDocs/']").count() > 0, "and with links to the sources");
  ok(await page.evaluate(() => document.querySelectorAll("[id]").length === new Set([...document.querySelectorAll("[id]")].map((e) => e.id)).size), "no id is there twice");
  await shot(page, "panel-light");
  await page.locator("#panel-close").click();
  ok(!(await panel.isVisible()) && await chip.evaluate((e) => e === document.activeElement), "its button closes it, and the focus is back on the sign");
  await chip.click();
  await page.locator("#panel a[href^='#r-']").first().click();
  await page.waitForTimeout(60);
  ok(await page.evaluate(() => !document.getElementById("panel").open && document.querySelector(":target") && document.querySelector(":target").checkVisibility()), "a rule's link closes it and shows the rule");
  await page.locator(".finding summary").first().click();
  ok(await page.locator(".finding .body").first().isVisible(), "a click opens a finding");
  await close();
}

async function keyboard(browser) {
  const { page, close } = await open(browser, given.check);
  const here = () => page.evaluate(() => { const td = document.activeElement.closest("td"); return td ? [td.parentElement.rowIndex, td.cellIndex] : document.activeElement.id || document.activeElement.tagName; });
  await page.keyboard.press("Tab");
  ok(await page.evaluate(() => document.activeElement.className === "skip"), "the first Tab is on the link over the table");
  for (let i = 0; i < 20 && !Array.isArray(await here()); i++) await page.keyboard.press("Tab");
  ok(JSON.stringify(await here()) === "[1,1]", "Tab reaches the table at its first sign", await here());
  const walk = [];
  for (const key of ["ArrowRight", "ArrowDown", "End", "Home", "ArrowUp", "ArrowLeft"]) {
    await page.keyboard.press(key);
    walk.push((await here()).join());
  }
  ok(walk.join(" ") === "1,2 2,2 2,3 2,1 1,1 1,1", "arrows, Home and End move through it and stay inside", walk);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  ok(await page.locator("#panel").isVisible(), "Enter opens the answer");
  await page.keyboard.press("Escape");
  ok(!(await page.locator("#panel").isVisible()) && JSON.stringify(await here()) === "[2,1]", "Escape closes it, the focus is where it was", await here());
  await page.keyboard.press("Tab");
  ok(!Array.isArray(await here()), "one more Tab leaves the table");
  await close();
}

async function filters(browser) {
  const { page, close } = await open(browser, given.medium);
  const rows = () => page.evaluate(() => [...document.querySelectorAll("#grid tbody tr")].filter((r) => !r.hidden).length);
  const said = (words) => page.waitForFunction((w) => document.getElementById("shown").textContent === w, words, { timeout: 20000 }).then(() => true, () => false);
  await page.fill("#by-image", "team-3 service-1");
  ok(await said("2 of 30 images") && await rows() === 2, "words of an image leave its rows, and it is said", await rows());
  await page.fill("#by-image", "");
  await page.fill("#by-host", "node-07");
  const heads = await page.waitForFunction(() => [...document.querySelectorAll("#grid thead th")].filter((h) => !h.hidden).length === 2).then(() => true, () => false);
  ok(heads && await said("30 of 30 images"), "a host's name leaves its column");
  await page.fill("#by-host", "");
  for (const level of ["unknown", "warn", "pass"]) await page.uncheck(`[name=level][value=${level}]`);
  const only = await page.waitForFunction(() => [...document.querySelectorAll("#grid a.chip")].every((a) => a.classList.contains("x") || !a.checkVisibility())).then(() => true, () => false);
  ok(only && (await rows()) > 0 && (await rows()) < 30, "levels that are not wanted go away", only, await rows());
  await page.click("button[type=reset]");
  ok(await said("30 of 30 images") && await rows() === 30, "Clear shows all again");
  await close();
}

async function large(browser) {
  const { page, close } = await open(browser, given.large);
  ok(await page.locator("#grid tbody td").count() === 8000, "40 hosts and 200 images are 8,000 cells");
  await shot(page, "large-light");
  const fixed = await page.evaluate(() => { const box = document.querySelector(".scroll"); box.scrollTo(400, 900); const head = document.querySelector("#grid thead th:nth-child(9)").getBoundingClientRect(), row = document.querySelector("#grid tbody tr:nth-child(40) th").getBoundingClientRect(), frame = box.getBoundingClientRect(); return [Math.round(head.top - frame.top), Math.round(row.left - frame.left)]; });
  ok(fixed[0] === 0 && fixed[1] === 0, "hosts and images stay in sight when the table is scrolled", fixed);
  await close();
}

async function plain(browser) {
  const { page, heard, close } = await open(browser, given.scan, { js: false });
  ok(!(await page.locator("#filters").isVisible()) && !(await page.locator(".hint").isVisible()), "without JavaScript nothing is shown that needs it");
  await page.locator("a.chip.x").first().click();
  const target = page.locator(":target");
  ok(await target.isVisible() && /because/i.test(await target.innerText()), "a click on a sign opens and shows its finding");
  ok(/docker\/web\/Dockerfile, line 9/.test(await target.innerText()), "with the places where it is named");
  await page.locator(".finding summary").nth(1).click();
  ok(await page.locator(".finding .body").nth(1).isVisible(), "a click opens another");
  for (const words of ["nothing gives TAG a value", "a mapping is not closed", "goes away in May"])
    ok((await page.locator("main").textContent()).includes(words), `'${words}' is on the page`);
  ok(heard.length === 0, "and it asks for nothing", heard);
  await page.emulateMedia({ media: "print" });
  ok(await page.locator(".finding .body").nth(2).isVisible(), "on paper every finding is open, without JavaScript, too");
  const pdf = await page.pdf({ format: "A4" });
  ok(pdf.length > 10000, "it prints");
  await close();
}

async function hostile(browser) {
  const { page, heard, close } = await open(browser, given.hostile);
  const found = await page.evaluate(() => ({
    rows: [...document.querySelectorAll("#grid tbody th")].map((th) => th.textContent.trim().split(/\s+/).join(" ")),
    scripts: document.scripts.length,
    strange: [...document.querySelectorAll("img,iframe,object,embed,link,base,svg,video")].length + document.querySelectorAll("[onerror],[onclick],[style]").length,
    links: [...document.links].map((a) => a.getAttribute("href")).filter((h) => !/^(#|https:\/\/)/.test(h)),
  }));
  const missing = given.names.filter((n) => !found.rows.includes(n));
  ok(missing.length === 0, "every hostile name is a row of the table, in its safe form", missing.slice(0, 5));
  ok(found.scripts === 1 && found.strange === 0 && found.links.length === 0, "and none of them is an element, a script or a link", found.scripts, found.strange, found.links);
  ok(heard.length === 0, "none is run", heard);
  await page.evaluate(() => { const s = document.createElement("script"); s.textContent = "window.injected = true"; document.body.append(s); });
  ok(await page.evaluate(() => !window.injected), "what is not the report's own script cannot run at all");
  await close();
}

async function small(browser) {
  const { page, close } = await open(browser, given.scan, { width: 390, height: 844, scheme: "dark" });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const wide = await page.evaluate(() => [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth && !e.closest(".scroll")).map((e) => e.tagName + "." + e.className).slice(0, 5));
  ok(over <= 0, "on a telephone the page is not wider than the screen", over, wide);
  await shot(page, "phone-dark");
  await close();
}

(async () => {
  const browser = await chromium.launch({ executablePath: given.chromium, args: FLAGS });
  for (const part of [(b) => looks(b, "light"), (b) => looks(b, "dark"), mouse, keyboard, filters, large, plain, hostile, small]) {
    const started = Date.now();
    try {
      await part(browser);
      if (process.env.SHOTS) console.log(`# ${part.name || "looks"}: ${Date.now() - started} ms`);
    } catch (error) {
      ok(false, `a part of the test stopped: ${part.name}`, String(error.stack));
    }
  }
  await browser.close();
  console.log(`1..${count}`);
  process.exitCode = failed ? 1 : 0;
})();
