package dev.openmemory.scripts;

/** A program to be started: says what it was given, and ends as it is told. */
public final class Echo {

  private Echo() {}

  /** Prints its arguments, one a line; {@code exit N} ends it with N. */
  public static void main(String[] arguments) {
    for (String argument : arguments) {
      System.out.println("<" + argument + ">");
    }
    if (arguments.length == 2 && arguments[0].equals("exit")) {
      System.exit(Integer.parseInt(arguments[1]));
    }
  }
}
