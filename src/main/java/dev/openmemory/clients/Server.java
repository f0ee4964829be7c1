package dev.openmemory.clients;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a client reaches the server. */
public sealed interface Server {

  /**
   * The client starts it and speaks over its standard input and output.
   *
   * @param command the program
   * @param arguments its arguments
   */
  record Started(String command, List<String> arguments) implements Server {

    public Started {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * It runs by itself and listens.
   *
   * @param url where
   * @param token what it asks for; null if it asks for nothing
   */
  record Remote(String url, @Nullable String token) implements Server {

    @Override
    public String toString() {
      return "Remote[url=" + url + ", token=***]";
    }
  }
}
