package dev.openmemory.model;

/**
 * A place in a listing. Opaque to callers: give back what the page before gave.
 *
 * @param token printable ASCII, at most {@link #MAX_LENGTH} characters
 */
public record Cursor(String token) {

  /** The longest token that is read. */
  public static final int MAX_LENGTH = 400;

  public Cursor {
    if (token.isBlank() || token.length() > MAX_LENGTH) {
      throw invalid();
    }
  }

  /** What to throw when a token was not made by the listing it is given to. */
  public static InvalidInputException invalid() {
    return new InvalidInputException(
        "the cursor was not given by this listing",
        "Leave the cursor out to start again, then pass each next_cursor unchanged.");
  }

  @Override
  public String toString() {
    return token;
  }
}
