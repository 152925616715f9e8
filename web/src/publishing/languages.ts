const names = new Intl.DisplayNames('en-GB', { type: 'language' });

/** The languages that UK organisations write in most, Welsh next to English. */
export const offeredLanguages = ['en', 'cy', 'gd', 'ga', 'pl', 'pa', 'ur', 'bn', 'gu', 'ar', 'ro', 'uk'].map((tag) => ({ tag, name: nameOf(tag) }));

export function nameOf(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch (error) {
    // A network may send anything for a language; what is no tag is shown as it came.
    if (error instanceof RangeError) return tag;
    throw error;
  }
}

export function languageNames(tags: readonly string[]): string {
  return tags.length === 0 ? 'No language given' : tags.map(nameOf).join(', ');
}
