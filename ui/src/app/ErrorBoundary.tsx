import { Component, type ReactNode } from 'react';

interface Props {
  /** Another one makes the page try again. */
  of: string;
  children: ReactNode;
}

/** A page that broke says so and leaves all others standing. */
export class ErrorBoundary extends Component<Props, { why: string | null; of: string }> {
  override state = { why: null as string | null, of: this.props.of };

  static getDerivedStateFromError(why: unknown) {
    // Where it broke, and nothing of what it worked on.
    return { why: why instanceof Error ? `${why.name}: ${why.message}` : 'unknown' };
  }

  static getDerivedStateFromProps(props: Props, state: { why: string | null; of: string }) {
    return props.of === state.of ? null : { why: null, of: props.of };
  }

  override render() {
    if (this.state.why === null) return this.props.children;
    return (
      <div className="stack" role="alert">
        <h1>This page stopped working</h1>
        <p>
          Your case is safe, and everything you saved is in it. Choose “Try again”, or go to another page and come
          back. Changes you did not save on this page are lost. Please report this problem with the version number
          shown under Settings.
        </p>
        <p className="quiet small">{this.state.why}</p>
        <div className="row">
          <button type="button" className="button" onClick={() => this.setState({ why: null })}>
            Try again
          </button>
        </div>
      </div>
    );
  }
}
