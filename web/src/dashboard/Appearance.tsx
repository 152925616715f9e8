import { createDOMRenderer, FluentProvider, makeStyles, RendererProvider, tokens } from '@fluentui/react-components';
import { createContext, use, useState, useSyncExternalStore, type ReactNode } from 'react';
import { dark, light } from './theme';

export type Choice = 'system' | 'light' | 'dark';

const AppearanceContext = createContext<{ choice: Choice; choose: (choice: Choice) => void }>({ choice: 'system', choose: () => undefined });

const storageKey = 'crowdcontrol.appearance';
const prefersDark = matchMedia('(prefers-color-scheme: dark)');

const useStyles = makeStyles({ ground: { minHeight: '100vh', backgroundColor: tokens.colorNeutralBackground2 } });

/*
 * Griffel adds empty <style> elements and fills them rule by rule through the CSSOM, so the content security policy needs no
 * 'unsafe-inline' and no nonce: style-src 'self' and the hash of the empty text, 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='.
 */
const renderer = createDOMRenderer(document);

/** Light or dark, as the machine says or as the person chose. */
export function Appearance({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState(storedChoice);
  const systemIsDark = useSyncExternalStore(subscribe, () => prefersDark.matches);
  const isDark = choice === 'dark' || (choice === 'system' && systemIsDark);
  const choose = (next: Choice) => {
    localStorage.setItem(storageKey, next);
    setChoice(next);
  };

  return (
    <AppearanceContext value={{ choice, choose }}>
      <RendererProvider renderer={renderer} targetDocument={document}>
        <FluentProvider theme={isDark ? dark : light} className={useStyles().ground} data-appearance={isDark ? 'dark' : 'light'}>
          {children}
        </FluentProvider>
      </RendererProvider>
    </AppearanceContext>
  );
}

export const useAppearance = () => use(AppearanceContext);

function storedChoice(): Choice {
  const stored = localStorage.getItem(storageKey);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

function subscribe(changed: () => void) {
  prefersDark.addEventListener('change', changed);
  return () => prefersDark.removeEventListener('change', changed);
}
