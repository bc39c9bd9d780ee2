// A link to a folded section opens it: a browser scrolls to a closed one and leaves it closed.

export function unfold(): void {
  const id = decodeURIComponent(location.hash.slice(1));
  let found = id ? document.getElementById(id) : null;
  for (; found; found = found.parentElement) if (found instanceof HTMLDetailsElement) found.open = true;
}
