// A slow line and a slow phone in Chromium: 400 kbit/s, 400 ms, a processor four times slower than this one.
'use strict';
const { pathToFileURL } = require('url');
const path = require('path');
const { at } = require('./search-report.js');

const LINE = { offline: false, latency: 400, downloadThroughput: 400e3 / 8, uploadThroughput: 400e3 / 8 };
const SLOWER = 4;
const library = name => import(pathToFileURL(path.join(__dirname, '../browser/lib', name)));

// In the page: asks Pagefind as its manual shows, and waits for what the first row needs.
const askPagefind = async ([place, query]) => {
  const begun = performance.now();
  const pagefind = await import(place + 'pagefind.js');
  const found = await pagefind.search(query);
  if (found.results[0]) await found.results[0].data();
  return performance.now() - begun;
};
const askPagefindAll = async ([place, queries]) => {
  const pagefind = await import(place + 'pagefind.js');
  const out = [];
  for (const query of queries) {
    const found = await pagefind.search(query);
    out.push(await Promise.all(found.results.slice(0, 10).map(async one => (await one.data()).url)));
  }
  return out;
};
// In the page: touches the box, which already holds a query, and waits for the first row.
const touch = query => new Promise(done => {
  const box = document.querySelector('input[name=q]');
  box.value = query;
  const begun = performance.now();
  new MutationObserver(() => document.querySelector('[role=option] .hit') && done(performance.now() - begun))
    .observe(box.form, { childList: true, subtree: true });
  box.focus();
});
// In the page: types each query letter by letter, ten keys a second; what one letter costs until the list is laid out.
const type = async queries => {
  const box = document.querySelector('input[name=q]'), took = [];
  for (const query of queries) for (let end = 1; end <= query.length; end++) {
    await new Promise(done => setTimeout(done, 100));
    const begun = performance.now();
    box.value = query.slice(0, end);
    box.dispatchEvent(new Event('input', { bubbles: true }));
    document.body.offsetHeight;
    took.push(performance.now() - begun);
  }
  return took;
};
const watch = () => {
  self.longTasks = [];
  new PerformanceObserver(list => list.getEntries().forEach(task => self.longTasks.push(task.duration))).observe({ type: 'longtask' });
};
const longest = page => page.evaluate(() => Math.round(Math.max(0, ...self.longTasks.splice(0))));

// Serves `folder` and opens a browser on it.
exports.open = async folder => {
  const { launch } = await library('browser.js');
  const { serve } = await library('server.js');
  const browser = await launch();
  // Pagefind's wasm wants more than the policy that our pages live under.
  const site = await serve(folder, '/', "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:");
  // A fresh page at home; what it asks for from then on is listed.
  const home = async () => {
    const page = await (await browser.newContext({ viewport: { width: 360, height: 740 }, bypassCSP: true })).newPage();
    await page.goto(site.address);
    const files = [];
    page.on('request', request => files.push(decodeURIComponent(new URL(request.url()).pathname).slice(1)));
    const devtools = await page.context().newCDPSession(page);
    const slower = async () => {
      await devtools.send('Network.enable');
      await devtools.send('Network.emulateNetworkConditions', LINE);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    };
    return { page, files, slower, devtools };
  };
  return {
    pagefind: async (name, queries) => {
      const { page } = await home();
      const urls = await page.evaluate(askPagefindAll, [`${site.address}${name}/`, queries]);
      return new Map(queries.map((query, nth) => [query, urls[nth].map(url => url.split('/').filter(Boolean).pop())]));
    },
    pagefindFirst: async (name, query) => {
      const { page, files, slower } = await home();
      await slower();
      return { ms: Math.round(await page.evaluate(askPagefind, [`${site.address}${name}/`, query])), files };
    },
    // The best of three fresh pages, key by key: whatever disturbs a run only adds to it.
    box: async (query, queries) => {
      const rounds = [];
      for (let round = 0; round < 3; round++) {
        const { page, slower, devtools } = await home();
        await page.evaluate(watch);
        await slower();
        const first = await page.evaluate(touch, query);
        await page.waitForTimeout(4000);
        const loading = await longest(page);
        // Everything is here: the line no longer matters.
        await devtools.send('Network.emulateNetworkConditions', { ...LINE, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
        const took = await page.evaluate(type, queries.slice(0, 30));
        rounds.push({ first, loading, took, typing: await longest(page) });
        await page.context().close();
      }
      const least = key => Math.round(Math.min(...rounds.map(round => round[key])));
      const keys = rounds[0].took.map((_, nth) => Math.min(...rounds.map(round => round.took[nth])));
      const tenths = ms => Math.round(ms * 10) / 10;
      return {
        'first result ms': least('first'), 'key median ms': tenths(at(keys, 0.5)), 'key 95th ms': tenths(at(keys, 0.95)),
        'longest loading task ms': least('loading'), 'longest typing task ms': least('typing')
      };
    },
    close: async () => {
      await browser.close();
      site.stop();
    }
  };
};
