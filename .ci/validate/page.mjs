// Tries a page of `jinyu scan` as a reader would: `page.mjs NODE_MODULES CHROMIUM FOLDER`, where FOLDER has zh.html
// and en.html; screenshots are written beside them.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, executablePath, folder] = process.argv.slice(2);
const { chromium } = createRequire(resolve(modules, "x"))("playwright-core");
const profile = mkdtempSync(join(tmpdir(), "jinyu-page-"));
const address = language => pathToFileURL(resolve(folder, `${language}.html`)).href;

const options = {
  executablePath,
  headless: true,
  viewport: { width: 1280, height: 900 },
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
};
const context = await chromium.launchPersistentContext(profile, options);
const faults = [];
const open = async (language, hash = "") => {
  const page = await context.newPage();
  const own = address(language);
  page.on("request", request => request.url().split("#")[0] === own || faults.push(`asks for ${request.url()}`));
  page.on("console", message => faults.push(`console: ${message.text()}`));
  page.on("pageerror", error => faults.push(`error: ${error.message}`));
  page.on("dialog", dialog => { faults.push(`dialog: ${dialog.message()}`); return dialog.dismiss(); });
  await page.goto(own + hash);
  return page;
};
const shot = (page, name, fullPage = true) => page.screenshot({ path: join(folder, `${name}.png`), fullPage });
const lines = page => page.locator(".list li:visible");

// Filters: each narrows the list, what is left is what was asked for, and clearing brings everything back.
async function filters(page) {
  const all = await lines(page).count();
  assert.ok(all > 20, `only ${all} conversations to be read`);
  const left = async () => {
    const count = await lines(page).count();
    assert.match(await page.locator("#shown").textContent(), new RegExp(`^${count}\\D+${all}`));
    assert.equal(await page.locator("article:visible").count(), count ? 1 : 0);
    return count;
  };
  for (const name of ["agent", "category", "rule", "day"]) {
    const select = page.locator(`select[name=${name}]`);
    const option = select.locator("option").nth(1);
    const promised = Number(/\((\d+)\)$/.exec(await option.textContent())[1]);
    await select.selectOption(await option.getAttribute("value"));
    assert.equal(await left(), promised, name);
    assert.ok(promised < all || name === "rule", name);
    await page.click("#clear");
    assert.equal(await left(), all);
  }
  await page.fill("#words", "zqxv vxqz");
  assert.equal(await left(), 0);
  assert.ok(await page.locator("#none").isVisible());
  await page.fill("#words", "HOSTILE gnp");
  assert.equal(await left(), 1);
  await page.click("#clear");
  const agent = page.locator("[data-pick=agent]").first(), name = await agent.textContent();
  await agent.click();
  assert.equal(await page.inputValue("select[name=agent]"), name);
  assert.ok(await left() < all);
  await page.click("#clear");
}

// Links, the buttons and the back button open conversations.
async function walk(page) {
  await lines(page).first().locator("a").click();
  const second = await lines(page).nth(1).locator("a").getAttribute("href");
  await page.click("#later");
  await page.waitForURL(`**${second}`);
  assert.ok(await page.locator(`article${second}`).isVisible());
  assert.equal(await page.locator("[aria-current]").getAttribute("href"), second);
  await lines(page).nth(2).locator("a").click();
  await page.goBack();
  await page.locator(`article${second}`).waitFor({ state: "visible" });
}

// An address of a conversation, and of a finding in it, opens it in a new window.
async function deep(language) {
  const page = await open(language);
  const last = await lines(page).last().locator("a").getAttribute("href");
  const finding = await page.locator(`${last} .ref, ${last} .notes > li`).first().evaluate(
    element => element.getAttribute("href") ?? `#${element.id}`);
  await page.close();
  for (const hash of [last, finding]) {
    const linked = await open(language, hash);
    assert.ok(await linked.locator(`article${last}`).isVisible(), hash);
    const seen = await linked.locator(hash).evaluate(element => {
      const { top, bottom } = element.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    });
    assert.ok(seen, `${hash} is not in sight`);
    await linked.close();
  }
}

// What the system has, until somebody chooses; the choice is remembered.
async function themes(page) {
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  const light = await paper();
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await paper();
  assert.notEqual(light, dark);
  await page.click("#theme");
  assert.equal(await paper(), light);
  await page.reload();
  assert.equal(await paper(), light);
  await page.click("#theme");
  await page.emulateMedia({ colorScheme: "light" });
  assert.equal(await paper(), dark);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#filters").isVisible(), false);
  await page.emulateMedia({ media: "screen" });
  await page.click("#theme");
  assert.equal(await paper(), light);
}

// Every text on its own ground, and whether it can be told from it (WCAG 2, level AA).
async function contrast(page, theme) {
  const faint = await page.evaluate(() => {
    const numbers = colour => colour.match(/[\d.]+/g).map(Number);
    const shine = ([red, green, blue]) => {
      const [r, g, b] = [red, green, blue].map(value => value / 255)
        .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element) => {
      for (let on = element; on; on = on.parentElement) {
        const [r, g, b, alpha = 1] = numbers(getComputedStyle(on).backgroundColor);
        if (alpha > 0) return [r, g, b];
      }
      return [255, 255, 255];
    };
    const faults = new Set();
    for (const element of document.querySelectorAll("body *")) {
      const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
      if (!own || element.matches("script, :disabled, title") || !element.checkVisibility()) continue;
      const style = getComputedStyle(element), svg = element.namespaceURI.endsWith("svg");
      const [one, other] = [shine(numbers(svg ? style.fill : style.color)), shine(ground(element))];
      const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      if (ratio < 4.5) faults.add(`${element.tagName} ${element.className.baseVal ?? element.className} ${ratio.toFixed(2)}`);
    }
    return [...faults];
  });
  assert.deepEqual(faint, [], `too faint in the ${theme} theme`);
}

// What a screen reader goes by.
async function structure(page, language) {
  assert.equal(await page.locator("html").getAttribute("lang"), language === "zh" ? "zh-CN" : "en");
  for (const landmark of ["header.top", "main", "header.top nav[aria-label]", "[role=search][aria-label]"])
    assert.equal(await page.locator(landmark).count(), 1, landmark);
  assert.equal(await page.locator("svg:not([aria-hidden]):not([role=img][aria-label])").count(), 0);
  assert.equal(await page.locator("table:not(:has(thead th[scope=col]))").count(), 0);
  assert.equal(await page.locator("select:not(label select), input:not(label input)").count(), 0);
  const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map(element => element.id));
  assert.equal(new Set(ids).size, ids.length, "an id is there twice");
  const broken = await page.evaluate(() => [...document.querySelectorAll("a[href^='#']")]
    .map(link => link.getAttribute("href")).filter(href => !document.getElementById(href.slice(1))));
  assert.deepEqual(broken, [], "links that lead nowhere");
}

async function looks(page, language) {
  for (const [width, height] of [[1280, 900], [820, 1100], [390, 844]])
    for (const theme of ["light", "dark"]) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: theme });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${language}: ${wide} pixels wide in a window of ${width}`);
      await contrast(page, theme);
      await shot(page, `${language}-${theme}-${width}`);
    }
}

try {
  for (const language of ["zh", "en"]) {
    const page = await open(language);
    await structure(page, language);
    await filters(page);
    await walk(page);
    await themes(page);
    await looks(page, language);
    await page.emulateMedia({ media: null, colorScheme: null });
    await page.pdf({ path: join(folder, `${language}.pdf`), format: "A4" });
    await page.close();
    await deep(language);
  }
  // Where no script runs every conversation is there.
  const browser = await chromium.launch(options);
  const still = await browser.newPage({ javaScriptEnabled: false });
  await still.goto(address("zh"));
  assert.equal(await still.locator("article:visible").count(), await lines(still).count());
  await browser.close();
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
assert.deepEqual(faults, []);
console.log("page: filters, links, themes, widths and paper as they should be; nothing leaves it");
