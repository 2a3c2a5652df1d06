// The check of this page by itself. It reads nothing but the page, and sends nothing anywhere.
const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
const utf8 = (text) => new TextEncoder().encode(text);
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const sha256 = async (...parts) => {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((at, part) => (joined.set(part, at), at + part.length), 0);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", joined));
};
const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);
const eightBytes = (count) => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(count));
  return bytes;
};

// RFC 6962, section 2.1.
const leafHash = (entry) => sha256(Uint8Array.of(0), entry);
const nodeHash = (left, right) => sha256(Uint8Array.of(1), left, right);
const rootHash = async (leaves) => {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return leaves[0];
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(await rootHash(leaves.slice(0, split)), await rootHash(leaves.slice(split)));
};
// RFC 9162, section 2.1.3.2.
const rootByPath = async (leaf, index, size, path) => {
  let [node, at, last] = [leaf, index, size - 1];
  for (const sibling of path) {
    if (last === 0) throw new Error("the path is too long");
    if (at % 2 === 1 || at === last) {
      node = await nodeHash(sibling, node);
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    } else node = await nodeHash(node, sibling);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  if (last !== 0) throw new Error("the path is too short");
  return node;
};

// docs/spec/canonical-form.md 4.4: tokens behind U+0000; what a reader reads are texts and breaks.
const wordsOf = (block) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(block)
  .split("\u0000").slice(1)
  .map((token) => (token === "!br" ? "\n" : token.startsWith(":") ? token.slice(1) : "")).join("");
const shownAs = (text) => text.split("\n").map(visible).join("\n");
// 8.3.
const contentDigest = async (form, blocks) => {
  const root = await rootHash(await Promise.all(blocks.map(leafHash)));
  return `sha256:${hex(await sha256(utf8(`${form}\u0000content\u0000`), eightBytes(blocks.length), root))}`;
};

// c2sp.org/signed-note.
const parseKey = async (text) => {
  const match = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim());
  if (!match) throw new Error("this is no verifier key: name+hash+key");
  const [, name, id, encoded] = match;
  const material = bytesOf(encoded);
  if (material.length !== 33 || material[0] !== 1) throw new Error("the key is no Ed25519 key of a log");
  const digest = await sha256(utf8(`${name}\n`), material);
  if (hex(digest.slice(0, 4)) !== id) throw new Error("the key's hash is not that of its name and bytes");
  return { name, id: digest.slice(0, 4), bytes: material.slice(1) };
};
const isSigned = async (note, key) => {
  const split = note.lastIndexOf("\n\n");
  const text = utf8(note.slice(0, split + 1));
  const imported = await crypto.subtle.importKey("raw", key.bytes, { name: "Ed25519" }, false, ["verify"]);
  for (const line of note.slice(split + 2).split("\n")) {
    const match = /^\u2014 (\S+) (\S+)$/.exec(line);
    if (!match || match[1] !== key.name) continue;
    const signature = bytesOf(match[2]);
    if (!same(signature.slice(0, 4), key.id) || signature.length !== 68) continue;
    if (await crypto.subtle.verify({ name: "Ed25519" }, imported, signature.slice(4), text)) return true;
  }
  return false;
};

// One article: each step gives what was checked and what it came to; nothing is left out.
async function checkPost(post, article, key, keyProblem) {
  const steps = [];
  const step = (state, what) => steps.push({ state, what });
  const holds = (condition, what) => step(condition ? "holds" : "fails", what);
  const printed = article.querySelector("[data-digest=content]")?.textContent ?? "";
  if (post.blocks.length) {
    const blocks = post.blocks.map(bytesOf);
    const shown = [...article.querySelectorAll("[data-block]")];
    const flawed = blocks.filter((block, at) => shown[at]?.textContent !== shownAs(wordsOf(block)));
    holds(shown.length === blocks.length && flawed.length === 0,
      `the words shown are those of ${blocks.length} canonical blocks`);
    holds((await contentDigest(post.form, blocks)) === printed,
      "the blocks' leaf hashes, tree and count give the content digest shown");
  } else step("open", "the blocks are not part of this page");
  if (!post.log) {
    step("open", "no log entry is part of this page");
    return steps;
  }
  const log = post.log;
  const statement = JSON.parse(log.statement);
  const text = (name) => article.querySelector(`[${name}]`)?.textContent ?? "";
  holds(text("data-statement") === visible(log.statement) && text("data-entry") === visible(log.entry),
    "the statement and the entry shown are those that are checked");
  holds(`sha256:${statement.subject[0].digest.sha256}` === printed,
    "the statement names the content digest shown");
  holds(JSON.parse(log.entry).statement === `sha256:${hex(await sha256(utf8(log.statement)))}`,
    "the log entry names the statement's digest");
  if (!log.checkpoint) {
    step("open", "the log was never signed, so that there is no checkpoint to hold the entry against");
    return steps;
  }
  const [origin, size, root] = log.checkpoint.split("\n");
  const computed = await rootByPath(await leafHash(utf8(log.entry)), log.index, log.size, log.path.map(bytesOf));
  holds(size === String(log.size) && same(computed, bytesOf(root)),
    `the entry is number ${log.index} of the ${size} that the checkpoint is over`);
  if (!key) step("open", `the checkpoint's signature by ${origin}: ${keyProblem}`);
  else holds(key.name === origin && (await isSigned(log.checkpoint, key)),
    `the checkpoint is signed by ${key.name} with the key given`);
  return steps;
}

async function checkPage() {
  const evidence = JSON.parse(document.getElementById("evidence").textContent);
  const given = document.getElementById("key").value.trim();
  let [key, problem] = [null, "no key was given"];
  if (given) await parseKey(given).then((parsed) => (key = parsed), (error) => (problem = error.message));
  const counts = { holds: 0, fails: 0, open: 0 };
  for (const post of evidence.posts) {
    const article = document.getElementById(`post-${post.number}`);
    const steps = await checkPost(post, article, key, problem).catch((error) =>
      [{ state: "fails", what: `the evidence can be read (${error.message})` }]);
    const list = document.createElement("ol");
    for (const { state, what } of steps) {
      const item = document.createElement("li");
      item.className = state;
      item.textContent = what;
      list.append(item);
      counts[state] += 1;
    }
    const place = evidence.posts.length === 1 ? document.getElementById("result") : article.querySelector(".result");
    place?.replaceChildren(list);
  }
  const told = document.createElement("p");
  told.id = "tally";
  told.textContent = `${counts.holds} steps hold, ${counts.fails} do not, ${counts.open} were not checked.`;
  document.getElementById("result").append(told);
  return counts;
}
