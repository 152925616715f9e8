import { Button, makeStyles, Subtitle1, tokens } from '@fluentui/react-components';
import { useId, useLayoutEffect, useRef, type ReactElement, type ReactNode } from 'react';
import type { Problem } from '../api/problem';
import { ProblemBar } from './ProblemBar';
import { usePageStyles } from './usePageStyles';

const useStyles = makeStyles({
  dialog: {
    width: 'min(36rem, calc(100vw - 2rem))', maxHeight: 'calc(100vh - 2rem)', boxSizing: 'border-box', overflowY: 'auto',
    padding: 'clamp(1rem, 4vw, 1.5rem)', border: `1px solid ${tokens.colorTransparentStroke}`, borderRadius: tokens.borderRadiusXLarge,
    color: tokens.colorNeutralForeground1, backgroundColor: tokens.colorNeutralBackground1, boxShadow: tokens.shadow64,
    '::backdrop': { backgroundColor: 'rgba(0, 0, 0, 0.5)' },
  },
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, justifyContent: 'end' },
});

type ActDialogProps = {
  opener: (show: () => void) => ReactElement;
  title: string;
  act: string;
  busy: boolean;
  problem?: Problem;
  open: boolean;
  setOpen: (open: boolean) => void;
  submit: () => void;
  children: ReactNode;
};

/** A form in front of the page, which says what it will do in the words of the act. The browser keeps the focus in it. */
export function ActDialog({ opener, title, act, busy, problem, open, setOpen, submit, children }: ActDialogProps) {
  return (
    <>
      {opener(() => setOpen(true))}
      {open && <Opened {...{ title, act, busy, problem, submit, children }} close={() => setOpen(false)} />}
    </>
  );
}

type OpenedProps = Pick<ActDialogProps, 'title' | 'act' | 'busy' | 'problem' | 'submit' | 'children'> & { close: () => void };

function Opened({ title, act, busy, problem, submit, children, close }: OpenedProps) {
  const styles = useStyles();
  const page = usePageStyles();
  const heading = useId();
  const dialog = useRef<HTMLDialogElement>(null);

  // Closed before it leaves the page: only then does the browser give the focus back to what had opened it.
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);

  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={heading} onCancel={(event) => { event.preventDefault(); close(); }}>
      <form className={page.stack} onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <Subtitle1 as="h2" id={heading}>{title}</Subtitle1>
        {problem && <ProblemBar problem={problem} />}
        {children}
        <div className={styles.acts}>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" appearance="primary" disabledFocusable={busy}>{busy ? 'Please wait' : act}</Button>
        </div>
      </form>
    </dialog>
  );
}
