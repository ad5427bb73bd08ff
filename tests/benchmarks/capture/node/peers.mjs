// Mozilla's Readability and Defuddle, asked page by page: a line of JSON in, a line of JSON out.
//   node peers.mjs readability|defuddle      in: {page: base64, url}      out: {title, …, html, cpu_ms}
// The page's scripts do not run and nothing is fetched: jsdom is left at its defaults.
import readline from "node:readline";
import { JSDOM, VirtualConsole } from "jsdom";

const tool = process.argv[2];
const answer = (value) => process.stdout.write(JSON.stringify(value) + "\n");
console.log = console.info = console.warn = console.debug = () => {};

async function readability() {
  const { Readability } = await import("@mozilla/readability");
  return (dom) => {
    const found = new Readability(dom.window.document).parse();
    return found && {
      title: found.title, author: found.byline, date: found.publishedTime, language: found.lang,
      site: found.siteName, description: found.excerpt, html: found.content,
    };
  };
}

async function defuddle() {
  const { Defuddle } = await import("defuddle/node");
  return async (dom, url) => {
    const found = await Defuddle(dom, url, { useAsync: false });
    return {
      title: found.title, author: found.author, date: found.published, language: found.language,
      site: found.site, description: found.description, image: found.image, html: found.content,
    };
  };
}

const parse = await { readability, defuddle }[tool]();
answer({ ready: true });
for await (const line of readline.createInterface({ input: process.stdin })) {
  const { page, url } = JSON.parse(line);
  const before = process.cpuUsage();
  const spent = () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  try {
    const dom = new JSDOM(Buffer.from(page, "base64"), {
      url, contentType: "text/html", virtualConsole: new VirtualConsole(),
    });
    const found = await parse(dom, url);
    answer({ ...(found || {}), cpu_ms: spent() });
    dom.window.close();
  } catch (error) {
    answer({ error: `${error.name}: ${error.message}`.slice(0, 200), cpu_ms: spent() });
  }
}
