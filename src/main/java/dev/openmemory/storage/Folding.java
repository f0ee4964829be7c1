package dev.openmemory.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.sqlite.Function;

/** The SQL function that takes the case from a text in any script; SQLite's own knows a…z only. */
final class Folding extends Function {

  static final String NAME = "folded";

  private Folding() {}

  /** Makes the function known to a connection. */
  static void register(Connection connection) throws SQLException {
    Function.create(connection, NAME, new Folding(), 1, Function.FLAG_DETERMINISTIC);
  }

  /** A text without case. */
  static String of(String text) {
    // Upper case first: it makes one of letters that have several lower-case forms.
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  @Override
  protected void xFunc() throws SQLException {
    String text = value_text(0);
    if (text == null) {
      result();
    } else {
      result(of(text));
    }
  }
}
