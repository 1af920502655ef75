// What pages do beyond links and forms; without it everything still works.
(function () {
  "use strict";
  document.documentElement.classList.add("script");
  document.querySelectorAll("[data-reveal]").forEach(function (button) {
    button.addEventListener("click", function () {
      var field = document.getElementById(button.dataset.reveal);
      var shown = field.type === "text";
      field.type = shown ? "password" : "text";
      button.setAttribute("aria-pressed", String(!shown));
    });
  });
}());
// The map has one tab stop; arrows move by cell, Home and End go to a row's ends.
(function () {
  "use strict";
  var table = document.querySelector(".map");
  if (!table) { return; }
  var rows = Array.from(table.tBodies[0].rows).map(function (row) {
    return Array.from(row.querySelectorAll("a.cell")).filter(function (a) { return a.offsetParent; });
  });
  var all = [].concat.apply([], rows);
  all.forEach(function (a, i) { a.tabIndex = i === 0 ? 0 : -1; });
  function go(a) {
    if (!a) { return; }
    all.forEach(function (other) { other.tabIndex = -1; });
    a.tabIndex = 0;
    a.focus();
  }
  table.addEventListener("keydown", function (event) {
    var a = event.target.closest("a.cell");
    if (!a) { return; }
    var r = rows.findIndex(function (row) { return row.indexOf(a) >= 0; });
    var c = rows[r].indexOf(a);
    var to = { ArrowRight: [r, c + 1], ArrowLeft: [r, c - 1], ArrowDown: [r + 1, c],
               ArrowUp: [r - 1, c], Home: [r, 0], End: [r, rows[r].length - 1] }[event.key];
    if (!to) { return; }
    event.preventDefault();
    var row = rows[to[0]];
    go(row && row[Math.min(to[1], row.length - 1)]);
  });
}());
