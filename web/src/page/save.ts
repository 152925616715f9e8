/** Gives a file to whoever is at the browser. */
export function save(name: string, bytes: Blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(bytes);
  link.download = name;
  link.click();
  // The browser may read on after the click; the address is worth nothing to anybody else.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
