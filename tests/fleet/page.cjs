// Opens the pages that page.py made in headless Chromium: clicks, keys, filter, before and after, contrast, size. Prints TAP.
"use strict";
const fs = require("fs");
const given = JSON.parse(fs.readFileSync(0, "utf8"));
const { chromium } = require(given.modules + "/playwright-core");
const axe = fs.readFileSync(given.modules + "/axe-core/axe.min.js", "utf8");
const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
let count = 0, failed = 0;

function ok(passed, name, ...details) {
  count++;
  failed += !passed;
  console.log(`${passed ? "ok" : "not ok"} ${count} - ${name}`);
  if (!passed) for (const line of details.map((d) => (typeof d === "string" ? d : JSON.stringify(d))).join("\n").split("\n")) console.log("# " + line);
}

async function open(browser, file, scheme = "light") {
  const context = await browser.newContext({ colorScheme: scheme, viewport: { width: 1200, height: 800 } });
  const page = await context.newPage(), heard = [];
  page.on("console", (m) => heard.push(m.type() + ": " + m.text()));
  page.on("pageerror", (e) => heard.push("error: " + e.message));
  page.on("request", (r) => { if (r.url() !== "file://" + file) heard.push("request: " + r.url()); });
  page.on("dialog", (d) => { heard.push("dialog: " + d.message()); d.dismiss(); });
  await page.goto("file://" + file);
  return { page, heard, close: () => context.close() };
}

const cell = (page) => page.locator("#cell").innerText();
const shot = async (page, name) => { if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` }); };

async function accessible(page, name) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa"] }));
  ok(found.violations.length === 0, name + ": accessible, by axe", found.violations.map((v) => v.id + ": " + v.nodes[0].html));
}

// WCAG's contrast of two colours "#rrggbb".
function contrast(a, b) {
  const light = (c) => [1, 3, 5].map((at) => parseInt(c.slice(at, at + 2), 16) / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const colours = (page) => page.evaluate(() => {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(["page", "ink", "line", "process", "hyperv", "unknown", "refuse", "mark", "on-refuse", "focus"].map((n) => [n, style.getPropertyValue("--" + n).trim()]));
});

(async () => {
  const browser = await chromium.launch({ executablePath: given.chromium, args: FLAGS });
  for (const scheme of ["light", "dark"]) {
    const { page, heard, close } = await open(browser, given.matrix, scheme);
    await shot(page, "fleet-matrix-" + scheme);
    // axe runs in the page, which the page's own policy forbids to anybody else: it is evaluated from outside.
    await accessible(page, "matrix, " + scheme);
    ok(await page.locator("#when-label").isHidden(), "a matrix has no before and after");
    const c = await colours(page), pairs = [["mark", "hyperv", 3], ["mark", "unknown", 3], ["on-refuse", "refuse", 3], ["refuse", "process", 3], ["refuse", "hyperv", 3], ["refuse", "page", 3], ["focus", "page", 3], ["focus", "process", 3], ["ink", "page", 7]];
    const weak = pairs.filter(([a, b, least]) => contrast(c[a], c[b]) < least).map(([a, b]) => `${a} on ${b}: ${contrast(c[a], c[b]).toFixed(2)}`);
    ok(weak.length === 0, `${scheme}: signs, cells that are refused, and the focus stand out`, weak);
    await page.locator("#view").focus();
    const size = Number(await page.locator("#size").inputValue());
    await page.keyboard.press("-");
    const smaller = Number(await page.locator("#size").inputValue());
    await page.keyboard.press("+");
    ok(smaller === size - 2 && Number(await page.locator("#size").inputValue()) === size, "minus and plus change the size", size, smaller);
    ok(heard.length === 0, "nothing is loaded, nothing fails", heard);
    await close();
  }
  {
    const { page, heard, close } = await open(browser, given.plan);
    await page.locator("#view").click({ position: { x: 345, y: 155 } });
    const first = await cell(page);
    const told = first.split("\n").filter(Boolean);
    ok(/^(Before: )?(runs in|refused|unknown).* on /.test(told[0]) && /^because: .* (10\.0|Windows)/.test(told[1]) && /source: /.test(first), "a click tells the verdict, the reason with its values, the rule and its sources", first);
    await page.locator("#view").focus();
    await page.keyboard.press("ArrowRight");
    const second = await cell(page);
    ok(second !== first, "an arrow key moves", second);
    await page.keyboard.press("ArrowLeft");
    ok((await cell(page)) === first, "and back");
    await page.keyboard.press("End");
    await page.keyboard.press("PageDown");
    ok((await cell(page)).length > 10, "to the ends");
    await page.locator("#when").fill("1");
    await page.locator("#changes").check();
    await page.keyboard.press("Tab");
    const shown = await page.locator("#shown").innerText();
    await page.locator("#view").focus();
    await page.keyboard.press("Home");
    await shot(page, "fleet-plan-after");
    ok((await page.locator("#when-word").innerText()) === "after", "the slider says where it stands");
    ok(/class(es)? of hosts, /.test(shown) && !/^0 /.test(shown), "only what changes", shown);
    await page.locator("#changes").uncheck();
    await page.locator("#by-host").fill("onerror");
    ok((await page.locator("#shown").innerText()).startsWith("1 class of hosts"), "the filter", await page.locator("#shown").innerText());
    await page.locator("#view").click({ position: { x: 345, y: 155 } });
    ok((await cell(page)).includes("</script><img src=x onerror=alert(2)>"), "a hostile name is text", await cell(page));
    await page.locator("#by-image").fill("nothing is called so");
    await page.locator("#view").focus();
    await page.keyboard.press("ArrowDown");
    ok((await cell(page)).includes("Nothing fits"), "nothing fits the filter");
    ok(heard.length === 0, "no script of a name runs", heard);
    await close();
  }
  for (const scheme of ["light", "dark"]) {
    const { page, heard, close } = await open(browser, given.audit, scheme);
    await accessible(page, "audit, " + scheme);
    await page.locator("#by-host").fill("10.0.17763");
    await page.locator("#by-image").fill("shop/web");
    await page.locator("#view").focus();
    await page.keyboard.press("Home");
    const told = (await cell(page)).split("\n").filter(Boolean);
    ok(/^refused: shop\/web \(Deployment\) on 10\.0\.17763/.test(told[0]) && /^because: .*ltsc2022 \(inferred from its tag\): /.test(told[1]) && /^do: /.test(told[2]), "an audit: the verdict, the reason, the remedy", told);
    await page.locator("#by-image").fill("stuck");
    await page.keyboard.press("Tab");
    await page.locator("#view").focus();
    await page.keyboard.press("Home");
    ok(/^is not placed there: shop\/stuck \(Deployment\)/.test(await cell(page)) && /because: no.* node/.test(await cell(page)), "a workload that lands nowhere", await cell(page));
    await page.locator("#by-host").fill("");
    await page.locator("#by-image").fill("");
    await shot(page, "fleet-audit-" + scheme);
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    ok((await page.locator("#words pre").isVisible()) && (await page.locator("#tools").isHidden()), "printed with all of it in words");
    ok((await colours(page)).page === "#ffffff", "on white paper");
    await shot(page, "fleet-audit-print-" + scheme);
    ok(heard.length === 0, "an audit: nothing is loaded, nothing fails", heard);
    await close();
  }
  {
    const { page, heard, close } = await open(browser, given.large);
    const took = await page.evaluate(() => new Promise((done) => {
      const view = document.getElementById("view"), start = performance.now();
      const took = [];
      let last = start;
      (function step(now) {
        if (took.length) took[took.length - 1] = now - last;
        last = now;
        view.scrollTop += 150;
        view.scrollLeft += 150;
        took.push(0);
        if (took.length < 40) requestAnimationFrame(step); else done(took.slice(1, -1).sort((a, b) => a - b));
      })(start);
    }));
    const middle = took[Math.floor(took.length / 2)], worst = took[took.length - 1];
    ok(middle < 34, "1,000 × 1,000 classes scroll at 30 frames a second and more", took);
    console.log(`# a frame takes ${middle.toFixed(1)} ms, at worst ${worst.toFixed(1)} ms`);
    for (const size of ["2", "14", "28"]) {
      const drawn = await page.evaluate((value) => {
        const size = document.getElementById("size"), start = performance.now();
        size.value = value;
        size.dispatchEvent(new Event("input"));
        return performance.now() - start;
      }, size);
      ok(drawn < 250, `and are drawn at once with cells of ${size} pixels`, `${drawn} ms`);
    }
    await page.locator("#size").fill("2");
    await shot(page, "fleet-large");
    await page.locator("#view").focus();
    await page.keyboard.press("End");
    ok((await cell(page)).includes("image class"), "and tell their cells", await cell(page));
    ok(heard.length === 0, "a large page: nothing fails", heard);
    await close();
  }
  await browser.close();
  console.log(`1..${count}`);
  process.exit(failed ? 1 : 0);
})();
