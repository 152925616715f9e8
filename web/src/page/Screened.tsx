import type { ReactNode } from 'react';
import { Loading } from './Loading';
import { ProblemBar } from './ProblemBar';
import type { Screen } from './screen';

type ScreenedProps<T> = { screen: Screen<T>; what: string; children: (value: T) => ReactNode };

/** Shows a screen in each of its states; old facts stay readable when a refresh fails. */
export function Screened<T>({ screen, what, children }: ScreenedProps<T>) {
  switch (screen.kind) {
    case 'loading':
      return <Loading what={what} />;
    case 'failed':
      return <ProblemBar problem={screen.problem} again={screen.again} />;
    case 'ready':
      return children(screen.value);
    case 'stale':
      return (
        <>
          <ProblemBar problem={{ ...screen.problem, title: `Not up to date: ${screen.problem.title}` }} again={screen.again} />
          {children(screen.value)}
        </>
      );
  }
}
