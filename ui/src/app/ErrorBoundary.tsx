import { Component, type ReactNode } from "react";

import { Crash } from "@/components/Crash";
import { noteCrash } from "@/ipc/log";

/** Catches what no screen has caught, and offers the log and a fresh start instead of a white window. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override componentDidCatch(problem: unknown) {
    noteCrash(problem);
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return <Crash retry={() => this.setState({ broken: false })} />;
  }
}
