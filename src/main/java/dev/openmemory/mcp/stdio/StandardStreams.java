package dev.openmemory.mcp.stdio;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The process's standard input and output, taken for the protocol: from then on whatever else
 * prints to standard output lands on standard error.
 *
 * @param in what the client sends
 * @param out what the client reads
 */
public record StandardStreams(InputStream in, OutputStream out) {

  /** Takes the streams; to be called before anything can print. */
  public static StandardStreams take() {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err);
    return new StandardStreams(new FileInputStream(FileDescriptor.in), out);
  }
}
