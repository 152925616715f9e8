/** "post.take-down-asked" as a sentence begins: "Post take down asked". */
export function actName(act: string): string {
  const words = act.replace(/[.\-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
