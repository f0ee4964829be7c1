// A headless Chromium whose complaints count, and axe-core, which looks for what keeps people out.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export class Browser {
  static async start(tally) {
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
    const made = new Browser();
    Object.assign(made, { browser, tally, complaints: [] });
    await made.open();
    return made;
  }

  /** A new window with nothing remembered. */
  async open(options = {}) {
    await this.context?.close();
    this.context = await this.browser.newContext(
      { viewport: { width: 1280, height: 860 }, colorScheme: 'light', reducedMotion: 'reduce', ...options });
    this.page = await this.context.newPage();
    this.page.setDefaultTimeout(20_000);
    this.page.on('console', message => {
      if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text());
    });
    this.page.on('pageerror', error => this.complaints.push(error.message));
    this.page.on('request', request => {
      if (!new URL(request.url()).hostname.match(/^(127\.0\.0\.1|localhost)$/)) this.complaints.push(`asked for ${request.url()}`);
    });
    return this.page;
  }

  /** What the browser complained of since the last look. */
  quiet(where) {
    this.tally.equal(`${where}: the browser complains of nothing`, this.complaints.splice(0), []);
  }

  /** What axe-core finds serious or critical. */
  async accessible(where) {
    // through the debugger, which the page's policy does not bind
    await this.page.evaluate(AXE);
    const found = await this.page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    const grave = found.violations.filter(one => ['serious', 'critical'].includes(one.impact))
      .map(one => `${one.id}: ${one.nodes.slice(0, 3).map(node => node.html.slice(0, 120)).join(' | ')}`);
    this.tally.equal(`${where}: axe-core finds nothing serious`, grave, []);
  }

  async picture(path) {
    await this.page.evaluate(() => document.getElementById('toasts').replaceChildren());
    await this.page.screenshot({ path });
  }

  close = () => this.browser.close();
}
