import { createDarkTheme, createLightTheme, type BrandVariants, type Theme } from '@fluentui/react-components';

const brand: BrandVariants = {
  10: '#03060b', 20: '#0c1929', 30: '#0f2943', 40: '#113559', 50: '#134070', 60: '#154b87', 70: '#17569e', 80: '#1d63b4',
  90: '#3a73be', 100: '#5386ca', 110: '#6f9bd6', 120: '#84abde', 130: '#98bae6', 140: '#adcaee', 150: '#c3daf5', 160: '#dceafa',
};

const fonts = { fontFamilyBase: '"Segoe UI", "Segoe UI Web (West European)", system-ui, -apple-system, Roboto, "Helvetica Neue", sans-serif' };

export const light: Theme = { ...createLightTheme(brand), ...fonts, colorBrandForegroundLink: brand[70] };

export const dark: Theme = {
  ...createDarkTheme(brand), ...fonts,
  colorBrandForeground1: brand[120], colorBrandForeground2: brand[130], colorBrandForegroundLink: brand[130], colorBrandForegroundLinkHover: brand[140],
  // Fluent's own red is too dark for small text on dark cards.
  colorStatusDangerForeground1: '#eeacb2',
};
