"""What a browser finds wrong with a page: expressions in its own language, each giving a list. For the tests only."""

COVERED = """
() => [...document.querySelectorAll('h1, h2, h3, .out, .pts, .cap, .eyebrow, dt, summary, .note, .score b')]
  .filter(one => one.checkVisibility() && !one.closest('.vh'))
  .filter(one => {
    one.scrollIntoView({block: 'center'});
    const box = [...one.getClientRects()].find(box => box.width && box.height);
    if (!box) return false;
    const top = document.elementFromPoint(box.x + Math.min(box.width, 8) / 2, box.y + box.height / 2);
    return !(one.contains(top) || (top && top.contains(one)));
  })
  .map(one => one.outerHTML.slice(0, 200))
"""

SPILLS = """
() => [...document.querySelectorAll('svg.sq text, svg.st text')].filter(one => {
  const own = one.getBoundingClientRect(), all = one.ownerSVGElement.getBoundingClientRect();
  return own.width && (own.left < all.left - 1 || own.right > all.right + 1);
}).map(one => one.textContent)
"""

TOUCHING = """
() => [...document.querySelectorAll('svg.sq')].flatMap(svg => {
  const boxes = [...svg.querySelectorAll('.t, .zl')].map(one => [one.getBoundingClientRect(), one.textContent]);
  return boxes.flatMap(([a, said], i) => boxes.slice(i + 1)
    .filter(([b]) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3)
    .map(([, other]) => said + ' / ' + other));
})
"""
