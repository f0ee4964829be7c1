package dev.openmemory.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** An output that runs an action once, after the first bytes have gone out. Used by one writer. */
final class FirstWrite extends FilterOutputStream {

  private final Runnable action;
  private boolean done;

  FirstWrite(OutputStream out, Runnable action) {
    super(out);
    this.action = action;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
    if (!done) {
      done = true;
      action.run();
    }
  }
}
