// What every script of a page needs to find and to make.
const d = self.document;
const all = (selector, root) => Array.from((root || d).querySelectorAll(selector)), one = (selector, root) => (root || d).querySelector(selector);
const by = id => d.getElementById(id);
const fill = (word, values) => word.replace(/\{(\w+)\}/g, (all, name) => name in values ? values[name] : all);
const make = (tag, text, parent) => { const made = d.createElement(tag); if (text) made.textContent = text; return parent ? parent.appendChild(made) : made; };
