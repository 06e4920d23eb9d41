// A link with a code (/tra-cuu/?ma=...) fills the box; nothing is asked before the person presses the button.
const box = document.getElementById('code'), code = /[?&]ma=([^&]*)/.exec(location.search);
if (box && code && !box.value) {
  try { box.value = decodeURIComponent(code[1].replace(/\+/g, ' ')).slice(0, 60); } catch (fault) { /* no text: the box stays empty */ }
}
