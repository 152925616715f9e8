import {
  Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, DialogTrigger,
} from '@fluentui/react-components';
import { useId, type ReactElement, type ReactNode } from 'react';
import type { Problem } from '../api/problem';
import { ProblemBar } from './ProblemBar';
import { usePageStyles } from './usePageStyles';

type ActDialogProps = {
  opener: ReactElement;
  title: string;
  act: string;
  busy: boolean;
  problem?: Problem;
  open: boolean;
  setOpen: (open: boolean) => void;
  submit: () => void;
  children: ReactNode;
};

/** A form in front of the page, opened by a button, which says what it will do in the words of the act. */
export function ActDialog({ opener, title, act, busy, problem, open, setOpen, submit, children }: ActDialogProps) {
  const styles = usePageStyles();
  const form = useId();
  return (
    <Dialog open={open} onOpenChange={(_, next) => setOpen(next.open)}>
      <DialogTrigger disableButtonEnhancement>{opener}</DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
            <form id={form} className={styles.stack} onSubmit={(event) => { event.preventDefault(); submit(); }}>
              {problem && <ProblemBar problem={problem} />}
              {children}
            </form>
          </DialogContent>
          <DialogActions fluid>
            <DialogTrigger disableButtonEnhancement><Button>Cancel</Button></DialogTrigger>
            <Button type="submit" form={form} appearance="primary" disabledFocusable={busy}>{busy ? 'Please wait' : act}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
