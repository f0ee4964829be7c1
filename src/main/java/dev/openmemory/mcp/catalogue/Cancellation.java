package dev.openmemory.mcp.catalogue;

import java.util.ArrayList;
import java.util.List;

/** Whether the caller still wants a call's result. Safe to use from any thread. */
public final class Cancellation {

  private final List<Runnable> actions = new ArrayList<>();
  private volatile boolean cancelled;

  /** Whether the result is not wanted any more; long work should look now and then. */
  public boolean isCancelled() {
    return cancelled;
  }

  /** Runs an action when the call is cancelled, at once if it is already. */
  public void onCancel(Runnable action) {
    synchronized (actions) {
      if (!cancelled) {
        actions.add(action);
        return;
      }
    }
    action.run();
  }

  /** Cancels the call, once. */
  public void cancel() {
    List<Runnable> due;
    synchronized (actions) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      due = List.copyOf(actions);
      actions.clear();
    }
    due.forEach(Runnable::run);
  }
}
