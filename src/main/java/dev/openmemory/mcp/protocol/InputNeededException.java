package dev.openmemory.mcp.protocol;

import dev.openmemory.mcp.catalogue.Peer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Ends a stateless call with questions to the client; not a failure. */
@SuppressWarnings("serial") // never serialised
public final class InputNeededException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Map<String, Peer.Question> questions;

  public InputNeededException(Map<String, Peer.Question> questions) {
    super("the client is asked first", null, false, false);
    this.questions = Collections.unmodifiableMap(new LinkedHashMap<>(questions));
  }

  /** What is asked, by key. */
  public Map<String, Peer.Question> questions() {
    return questions;
  }
}
