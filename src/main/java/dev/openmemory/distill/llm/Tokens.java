package dev.openmemory.distill.llm;

/**
 * How many tokens a text has, without the model's tokenizer: rather more than it really has. Held
 * to o200k_base by a test; English has a token for 4 to 5 letters there, other alphabets for 2 to
 * 4, Chinese and Japanese about one a character, and other models' vocabularies are smaller.
 */
final class Tokens {

  private static final int IDEOGRAPHS = 0x2E80;

  private Tokens() {}

  static int estimate(String text) {
    double tokens = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 128) {
        tokens += Character.isLetter(c) || c == ' ' ? 0.27 : 0.75;
      } else {
        tokens += c < IDEOGRAPHS ? 0.6 : 1.2;
      }
    }
    return (int) Math.ceil(tokens);
  }
}
