/* Preview only: waits for news of a rebuild. The server sends "reload", or "problems" with a text. */
(function () {
  var d = document, root = d.currentScript.src.replace(/giao-dien\/reload\.js.*$/, "");
  var news = new EventSource(root + "_motcua/events");
  news.addEventListener("reload", function () { location.reload(); });
  news.addEventListener("problems", function (event) {
    var box = d.getElementById("motcua-problems");
    if (!box) {
      box = d.createElement("pre");
      box.id = "motcua-problems";
      box.className = "problems";
      box.setAttribute("role", "alert");
      d.body.insertBefore(box, d.body.firstChild);
    }
    box.textContent = event.data;
    box.hidden = !event.data;
  });
})();
