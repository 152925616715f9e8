import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { piecesOf, type Layer, type MarkKind } from './pieces';

const useStyles = makeStyles({
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: 0 },
  mark: { color: 'inherit', backgroundColor: 'transparent' },
  hit: { backgroundColor: tokens.colorPaletteYellowBackground2, color: tokens.colorNeutralForeground1, borderRadius: tokens.borderRadiusSmall },
  risk: { textDecorationLine: 'underline', textDecorationStyle: 'double', textDecorationColor: tokens.colorStatusDangerForeground1, fontWeight: tokens.fontWeightSemibold },
  link: { color: tokens.colorBrandForegroundLink, textDecorationLine: 'underline' },
  mention: { color: tokens.colorBrandForegroundLink, fontWeight: tokens.fontWeightSemibold },
  tag: { color: tokens.colorBrandForegroundLink },
});

type HighlightedProps = { text: string; layers: readonly Layer[]; lang?: string };

/** A text with its marked words; each mark says on hover what it stands for. Text only: nothing from outside is ever markup. */
export function Highlighted({ text, layers, lang }: HighlightedProps) {
  const styles: Record<'text' | 'mark' | MarkKind, string> = useStyles();
  return (
    <p className={styles.text} lang={lang} dir="auto">
      {piecesOf(text, layers).map((piece) => piece.marks.length === 0 ? piece.text : (
        <mark
          key={piece.start} title={piece.marks.map(({ label }) => label).join(', ')}
          className={mergeClasses(styles.mark, ...piece.marks.map(({ kind }) => styles[kind]))}
        >
          {piece.text}
        </mark>
      ))}
    </p>
  );
}
