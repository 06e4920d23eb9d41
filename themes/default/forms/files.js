// Papers as files: photos made smaller on the device, which also drops where they were taken; each file hashed and sent by itself,
// tried again until it is there. `keep`, `load` and `drop` are where their bytes wait; `changed` hears when the list is another.
const KINDS = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'], LARGEST_SIDE = 2400;
const sized = bytes => bytes >= 1e6 ? (bytes / 1e6).toFixed(1).replace('.', ',') + ' MB' : Math.ceil(bytes / 1e3) + ' KB';
const random = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
const wait = seconds => new Promise(go => {
  const end = () => { self.removeEventListener('online', end); go(); };
  setTimeout(end, seconds * 1000);
  self.addEventListener('online', end);
});

// SHA-256 where the browser keeps its own for secure addresses: a small server in an office has none
const K = [], H0 = [];
for (let n = 2; K.length < 64; n++) {
  let prime = true;
  for (let of = 2; of * of <= n; of++) if (n % of === 0) prime = false;
  if (!prime) continue;
  const part = x => Math.floor((x - Math.floor(x)) * 4294967296);
  if (H0.length < 8) H0.push(part(Math.sqrt(n)));
  K.push(part(Math.cbrt(n)));
}
const ownHash = bytes => {
  const length = bytes.length, data = new Uint8Array((length + 72) >> 6 << 6), view = new DataView(data.buffer), h = H0.slice(), w = [];
  data.set(bytes);
  data[length] = 128;
  view.setUint32(data.length - 8, length / 536870912);
  view.setUint32(data.length - 4, length * 8 >>> 0);
  const turn = (x, n) => x >>> n | x << 32 - n;
  for (let at = 0; at < data.length; at += 64) {
    for (let i = 0; i < 64; i++) {
      const a = w[i - 15], b = w[i - 2];
      w[i] = i < 16 ? view.getUint32(at + i * 4) : w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ a >>> 3) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ b >>> 10) | 0;
    }
    let v = h.slice();
    for (let i = 0; i < 64; i++) {
      const e = v[4], a = v[0];
      const one = v[7] + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & v[5] ^ ~e & v[6]) + K[i] + w[i];
      const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & v[1] ^ a & v[2] ^ v[1] & v[2]);
      v = [one + two | 0, a, v[1], v[2], v[3] + one | 0, e, v[5], v[6]];
    }
    v.forEach((x, i) => { h[i] = h[i] + x | 0; });
  }
  return h.map(x => (x >>> 0).toString(16).padStart(8, '0')).join('');
};
const hash = async blob => {
  const bytes = await blob.arrayBuffer();
  if (!(self.crypto && crypto.subtle)) return ownHash(new Uint8Array(bytes));
  return Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), byte => byte.toString(16).padStart(2, '0')).join('');
};
self.motcuaTep = { ownHash };

// A photo drawn anew: smaller, upright, and without anything but what is seen
const shrunk = async file => {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, LARGEST_SIDE / Math.max(picture.width, picture.height)), canvas = make('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d');
  const sharp = file.type === 'image/png' && file.size < 1e6;
  if (!sharp) { pen.fillStyle = '#fff'; pen.fillRect(0, 0, canvas.width, canvas.height); }
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  if (picture.close) picture.close();
  const blob = await new Promise(done => canvas.toBlob(done, sharp ? 'image/png' : 'image/jpeg', .82));
  if (!blob) throw new Error('no picture');
  return blob;
};

// What the function says: its answer, or { away } when it can't be reached or is too busy, or { problem }
const ask = async (address, options) => {
  let answer;
  try { answer = await fetch(address, Object.assign({ cache: 'no-store' }, options)); } catch (fault) { return { away: 0 }; }
  if ([408, 429, 502, 503, 504].indexOf(answer.status) >= 0) return { away: +answer.headers.get('retry-after') || 5 };
  try {
    const said = await answer.json();
    return answer.ok ? { said } : { problem: said, status: answer.status };
  } catch (fault) { return answer.status >= 500 || answer.ok ? { away: 5 } : { problem: {}, status: answer.status }; }
};
// The bytes, with progress, which fetch can't tell
const put = (address, file, on) => new Promise(done => {
  const request = new XMLHttpRequest();
  request.open('PUT', address);
  request.setRequestHeader('content-type', file.type);
  request.setRequestHeader('accept', 'application/json');
  request.upload.onprogress = event => on(event.loaded / (event.total || file.size));
  request.onerror = request.onabort = request.ontimeout = () => done({ away: 0 });
  request.timeout = 600000;
  request.onload = () => {
    let said = {};
    try { said = JSON.parse(request.responseText); } catch (fault) { /* no JSON: told by the status */ }
    done(request.status === 200 ? { said } : [408, 429, 502, 503, 504].indexOf(request.status) >= 0 ? { away: +request.getResponseHeader('retry-after') || 5 } : { problem: said, status: request.status });
  };
  request.send(file.blob);
});

const filesOn = (root, W, api, largest, keep, load, drop, changed) => {
  const files = [];
  let running = null;
  const boxOf = file => all('.pp', root).filter(box => box.dataset.paper === String(file.paper) && (!file.case || box.closest('[data-case="' + file.case + '"]')))[0];
  const draw = box => {
    let place = one('.fs', box);
    const own = files.filter(file => boxOf(file) === box);
    if (!place && own.length) { place = make('ul', '', box); place.className = 'fs'; }
    if (place) place.hidden = !own.length;
    own.forEach(file => {
      let line = file.line;
      if (!line) {
        line = file.line = make('li', '', place);
        make('b', file.name, line);
        make('span', '', line).className = 'm';
        const acts = make('span', '', line);
        acts.className = 'acts';
        const button = make('button', W.remove, acts);
        button.type = 'button';
        button.className = 'btn q';
        make('span', ' ' + file.name, button).className = 'vh';
        button.onclick = () => { remove(file); one('input[type=file]', box).focus(); };
        make('progress', '', line).max = 1;
      }
      const words = [file.size ? sized(file.size) : '', file.was > file.size ? fill(W.shrunk, { size: sized(file.was) }) : '', file.fault || W[file.state] || ''];
      one('.m', line).textContent = words.filter(word => word).join(' · ');
      one('progress', line).hidden = file.state !== 'waiting' || !(file.part > 0);
      one('progress', line).value = file.part || 0;
      one('progress', line).setAttribute('aria-label', file.name);
    });
    box.classList.toggle('bad', own.some(file => file.fault) || !!one('.er', box));
  };
  const set = (file, change) => { Object.assign(file, change); const box = boxOf(file); if (box) draw(box); };
  const remove = file => {
    const at = files.indexOf(file);
    if (at < 0) return;
    files.splice(at, 1);
    if (file.line) file.line.remove();
    drop(file.id);
    draw(boxOf(file));
    changed();
  };
  const add = async (box, chosen) => {
    const file = { id: random(), paper: +box.dataset.paper, case: +((box.closest('[data-case]') || {}).dataset || {}).case || 0, name: chosen.name.slice(-120), size: 0, was: chosen.size, state: 'shrinking' };
    files.push(file);
    draw(box);
    const bad = (code, n) => set(file, { state: 'bad', fault: fill(W[code], { name: file.name, n }) });
    if (!chosen.size) return bad('empty');
    let blob = chosen;
    if (/^image\//.test(chosen.type)) {
      try { blob = await shrunk(chosen); } catch (fault) { return bad(KINDS.indexOf(chosen.type) < 0 ? 'wrong_kind' : 'unreadable'); }
      if (blob.type === 'image/jpeg') file.name = file.name.replace(/\.(png|webp|heic|heif|avif|bmp|gif)$/i, '.jpg');
    } else if (chosen.type !== 'application/pdf' && !/\.pdf$/i.test(chosen.name)) return bad('wrong_kind');
    const type = /^image\//.test(blob.type) ? blob.type : 'application/pdf';
    if (blob.size > largest) return bad('too_large', largest >> 20);
    try {
      if (type === 'application/pdf' && new TextDecoder().decode(await blob.slice(0, 5).arrayBuffer()) !== '%PDF-') return bad('wrong_kind');
      file.sha = await hash(blob);
    } catch (fault) { return bad('unreadable'); }
    if (files.indexOf(file) < 0) return;
    if (files.some(other => other !== file && other.sha === file.sha && other.paper === file.paper && other.case === file.case)) return remove(file);
    file.blob = blob;
    set(file, { size: blob.size, type, state: 'waiting' });
    one('b', file.line).textContent = file.name;
    keep(file.id, blob);
    changed();
    pump();
  };
  // One file; gives whether it is there now
  const send = async file => {
    if (!file.blob) file.blob = await load(file.id);
    if (!file.blob) { set(file, { state: 'bad', fault: fill(W.file_lost, { name: file.name }) }); return { bad: true }; }
    const said = await ask(api + 'uploads', { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json' }, body: JSON.stringify({ sha256: file.sha, size_bytes: file.size, type: file.type }) });
    const token = said.said && said.said.id;
    const done = token ? await put(api + 'uploads/' + encodeURIComponent(token), file, part => set(file, { part })) : said;
    if (done.said && token) { set(file, { token, pages: done.said.pages, state: 'sent', part: 0, fault: '' }); changed(); }
    else if (done.problem) set(file, { state: 'bad', fault: done.problem.detail || W.error });
    return done;
  };
  const waiting = () => files.filter(file => file.state === 'waiting');
  // Sends what waits, one after the other, until all of it is there; `told` hears how it stands
  const pump = () => running = running || (async () => {
    // First the promise is known as the running one, then it may end
    await null;
    let pause = 2;
    while (waiting().length) {
      const done = await send(waiting()[0]);
      if (!('away' in done)) { pause = 2; continue; }
      const seconds = done.away || pause;
      pump.told(seconds);
      await wait(seconds);
      pause = Math.min(pause * 2, 30);
      pump.told(0);
    }
    running = null;
  })();
  pump.told = () => {};
  all('.pp input[type=file]', root).forEach(input => {
    // The browser's own button speaks the browser's language
    const press = make('label', W.choose, input.parentNode);
    press.htmlFor = input.id;
    press.className = 'btn q';
    input.addEventListener('change', () => {
      const chosen = Array.from(input.files), box = input.closest('.pp');
      input.value = '';
      // One after the other: a phone has room for one large picture
      chosen.reduce((before, one) => before.then(() => add(box, one)), Promise.resolve());
    });
  });
  return { files, pump, draw, remove, boxOf, set, waiting };
};
