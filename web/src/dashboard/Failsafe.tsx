import { Component, type ReactNode } from 'react';
import { problemOf, type Problem } from '../api/problem';
import { ProblemBar } from '../page/ProblemBar';

/** Says so when a page breaks, in place of a white screen. React offers this to class components only. */
export class Failsafe extends Component<{ children: ReactNode }, { problem?: Problem }> {
  override state: { problem?: Problem } = {};

  static getDerivedStateFromError(error: unknown) {
    return { problem: problemOf(error) };
  }

  override render() {
    if (!this.state.problem) return this.props.children;
    return <main><ProblemBar problem={this.state.problem} again={() => location.reload()} /></main>;
  }
}
