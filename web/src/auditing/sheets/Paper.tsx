import { makeStyles, tokens } from '@fluentui/react-components';
import type { DaySheet } from '../../api/shapes';
import { Facts } from '../../page/Facts';
import { Panel } from '../../page/Panel';
import { usePageStyles } from '../../page/usePageStyles';

const useStyles = makeStyles({
  groups: {
    display: 'grid', gridTemplateColumns: 'repeat(4, max-content)', columnGap: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalXS,
    fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, margin: 0, padding: 0,
    listStyleType: 'none', '@media (max-width: 40rem)': { gridTemplateColumns: 'repeat(2, max-content)', fontSize: tokens.fontSizeBase400 },
    '@media print': { gridTemplateColumns: 'repeat(4, max-content)' },
  },
  // Readers need dark on light and a light margin, whatever the page's colours are.
  code: { width: '100%', maxWidth: '80mm', height: 'auto', backgroundColor: '#fff', display: 'block', '@media print': { width: '80mm' } },
  hand: { display: 'none', '@media print': { display: 'grid', gridTemplateColumns: '2fr 1fr 2fr', columnGap: '5mm', marginTop: '18mm' } },
  line: { borderTop: '1px solid #000', paddingTop: '1mm', fontSize: tokens.fontSizeBase200 },
});

/** What is on the paper. */
export function Paper({ sheet: { origin, size, rootGroups, signatures, codePath, codeSize } }: { sheet: DaySheet }) {
  const styles = useStyles();
  const page = usePageStyles();
  return (
    <Panel title="What the record held">
      <Facts
        facts={[
          ['Record', <span key="origin" className={page.code}>{origin}</span>],
          ['Entries', size.toLocaleString('en-GB')],
          ['Root of all entries', (
            <ol key="root" className={styles.groups} aria-label="Root of all entries, in 8 groups of 8 digits">
              {rootGroups.map((group, at) => <li key={at}>{group}</li>)}
            </ol>
          )],
          ['Signed by', <>{signatures.map((name, at) => <div key={at} className={page.code}>{name}</div>)}</>],
          ['For a machine', (
            <svg key="code" className={styles.code} viewBox={`0 0 ${codeSize} ${codeSize}`} role="img" aria-label="QR code that holds this sheet and its signatures" shapeRendering="crispEdges">
              <path d={codePath} fill="#000" />
            </svg>
          )],
        ]}
      />
      <p className={page.quiet}>
        If any entry before this sheet is changed, taken out, put in or moved, the record cannot have this root any more. Keep the paper where those who run
        the record cannot reach it. To check the record against it, read the code into a file and run <span className={page.code}>verify day</span> with the
        exported record.
      </p>
      <div className={styles.hand} aria-hidden="true">
        <div className={styles.line}>Duty officer, name and number</div>
        <div className={styles.line}>Date and time</div>
        <div className={styles.line}>Signature</div>
      </div>
    </Panel>
  );
}
