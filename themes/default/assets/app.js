/* Plain ES5, no module, no fetch: works from a folder, and without storage. Pages read well without it. */
(function () {
  var d = document, root = d.documentElement;
  function all(selector) { return Array.prototype.slice.call(d.querySelectorAll(selector)); }
  function one(selector) { return d.querySelector(selector); }
  function get(key) { try { return localStorage.getItem("motcua:" + key); } catch (e) { return null; } }
  function put(key, value) {
    try { value ? localStorage.setItem("motcua:" + key, value) : localStorage.removeItem("motcua:" + key); } catch (e) { /* forbidden: nothing is remembered */ }
  }

  /* Text size */
  var sizes = all("[data-size]").filter(function (e) { return e !== root; });
  function size(value) {
    root.setAttribute("data-size", value);
    sizes.forEach(function (b) { b.setAttribute("aria-pressed", String(b.getAttribute("data-size") === value)); });
  }
  size(get("size") || "0");
  sizes.forEach(function (b) {
    b.onclick = function () { var v = b.getAttribute("data-size"); size(v); put("size", v); };
  });

  /* Dark or light */
  var dark = one("[data-dark]"), system = window.matchMedia && matchMedia("(prefers-color-scheme:dark)");
  function isDark() { var t = root.getAttribute("data-theme"); return t ? t === "dark" : !!(system && system.matches); }
  function showDark() { dark.setAttribute("aria-pressed", String(isDark())); }
  if (dark) {
    showDark();
    if (system && system.addEventListener) { system.addEventListener("change", showDark); }
    dark.onclick = function () {
      var t = isDark() ? "light" : "dark";
      root.setAttribute("data-theme", t);
      put("theme", t);
      showDark();
    };
  }

  /* On a phone the link to the menu at the end becomes a button that opens it at the top */
  var more = one("[data-tools]");
  function tools(open) {
    root.classList.toggle("tools-open", open);
    more.setAttribute("aria-expanded", String(open));
  }
  if (more) {
    more.setAttribute("role", "button");
    more.setAttribute("aria-controls", "cong-cu");
    tools(false);
    more.onclick = function (e) { e.preventDefault(); tools(more.getAttribute("aria-expanded") !== "true"); };
    more.onkeydown = function (e) { if (e.key === " ") { more.onclick(e); } };
  }

  /* Ticks, by the ids of papers */
  var boxes = all(".chk input"), hint = one(".ticks"), key = "ticks:" + location.pathname;
  function count() { one("[data-count]").textContent = boxes.filter(function (b) { return b.checked; }).length; }
  function keep() {
    put(key, boxes.filter(function (b) { return b.checked; }).map(function (b) { return b.id; }).join(" "));
    count();
  }
  if (hint && boxes.length) {
    var known = (get(key) || "").split(" ");
    boxes.forEach(function (b) { if (known.indexOf(b.id) > -1) { b.checked = true; } b.onchange = keep; });
    one("[data-clear]").onclick = function () { boxes.forEach(function (b) { b.checked = false; }); keep(); };
    hint.hidden = false;
    count();
  }

  /* What is folded opens for an anchor, and on paper: the cases you opened, or else all */
  function unfold() {
    var target = location.hash && d.getElementById(decodeURIComponent(location.hash.slice(1)));
    while (target) { if (target.tagName === "DETAILS") { target.open = true; } target = target.parentNode; }
  }
  unfold();
  window.addEventListener("hashchange", unfold);
  window.addEventListener("beforeprint", function () {
    var cases = all("details.case"), open = cases.filter(function (c) { return c.open; });
    (open.length ? open : cases).forEach(function (c) { c.open = true; });
    all("details.more, .legal-name").forEach(function (m) { m.open = true; });
  });

  /* The search box wakes when it is touched: script and first data side by side (themes/default/search) */
  var boxesToAsk = all("form[role=search]"), awake = false;
  function wake() {
    if (awake) { return; }
    awake = true;
    var folder = boxesToAsk[0].action.split(/[?#]/)[0].replace(/[^\/]*$/, "");
    window.motcuaTim = window.motcuaTim || [];
    ["tim", "du-lieu/0", "du-lieu/1"].forEach(function (name) {
      var script = d.createElement("script");
      script.src = folder + name + ".js";
      // The script tells of data that don't come; that it doesn't come itself is told here.
      if (name === "tim") { script.onerror = broken; }
      else { script.onload = script.onerror = function () { window.motcuaTim.push([name.slice(8), 0]); }; }
      d.head.appendChild(script);
    });
  }
  function broken() {
    boxesToAsk.forEach(function (form) {
      var said = form.appendChild(d.createElement("p"));
      form.classList.add("combo");
      said.className = "hits m";
      said.setAttribute("role", "status");
      said.textContent = form.getAttribute("data-broken");
    });
  }
  boxesToAsk.forEach(function (form) {
    form.addEventListener("focusin", wake);
    form.addEventListener("pointerdown", wake);
  });
  if (boxesToAsk.length && /[?&]q=./.test(location.search)) { wake(); }

  /* Print, share, copy */
  function show(selector, act) { var b = one(selector); if (b) { b.hidden = false; b.onclick = function () { act(b); }; } }
  show("[data-print]", function () { print(); });
  if (navigator.share) {
    show("[data-share]", function () {
      var sharing = navigator.share({ title: d.title, url: location.href });
      if (sharing) { sharing.then(null, function () { /* closed without sharing */ }); }
    });
  } else if (navigator.clipboard) {
    show("[data-copy]", function (b) {
      navigator.clipboard.writeText(location.href).then(function () { b.textContent = b.getAttribute("data-done"); });
    });
  }

  /* Read aloud, where the device speaks the page's language */
  var speech = window.speechSynthesis, reader = one("[data-read]");
  if (speech && reader) {
    var voice, language = root.lang || "vi";
    var look = function () {
      voice = speech.getVoices().filter(function (v) { return v.lang.slice(0, 2) === language; })[0];
      reader.hidden = !voice;
    };
    look();
    speech.onvoiceschanged = look;
    reader.onclick = function () {
      if (speech.speaking) { speech.cancel(); return; }
      all("main h1,main h2,main h3,main .lead,main dt,main dd,main li,main section>p").forEach(function (e) {
        if (e.querySelector("li,dd") || e.closest(".toc")) { return; }
        var words = new SpeechSynthesisUtterance(e.textContent);
        words.lang = voice.lang;
        words.voice = voice;
        speech.speak(words);
      });
    };
  }
})();
