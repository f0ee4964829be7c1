package dev.openmemory.distill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PassageSplitterTest {

  /** A pessimistic tokenizer: every character is a token. */
  private final PassageSplitter splitter = new PassageSplitter(String::length, 512);

  /** A generous one: every text fits. */
  private final PassageSplitter byWords = new PassageSplitter(text -> 1, 512);

  @Test
  void aShortTextIsItsOwnPassage() {
    assertThat(splitter.split("I live in Berlin. I like tea."))
        .containsExactly("I live in Berlin. I like tea.");
  }

  @Test
  void aLongTextIsCutBetweenSentences() {
    String sentence = "The quick brown fox jumps over the lazy dog again. ";
    List<String> passages = byWords.split(sentence.repeat(60));
    assertThat(passages)
        .hasSizeGreaterThan(4)
        .allSatisfy(
            passage -> {
              assertThat(passage).startsWith("The quick").endsWith("again.");
              assertThat(passage.split(" ")).hasSizeLessThanOrEqualTo(PassageSplitter.WORDS);
            });
  }

  @Test
  void everyPassageFitsTheModelWhateverTheText() {
    Random random = new Random(7);
    List<String> alphabets = List.of("abc ", "漢字仮名", "\uD83D\uDE00\uD83D\uDE01", "a,b; c.\n", "x");
    for (String alphabet : alphabets) {
      StringBuilder text = new StringBuilder();
      int[] points = alphabet.codePoints().toArray();
      for (int i = 0; i < 5_000; i++) {
        text.appendCodePoint(points[random.nextInt(points.length)]);
      }
      List<String> passages = splitter.split(text.toString());
      assertThat(passages).allSatisfy(passage -> assertThat(passage.length()).isBetween(1, 512));
      assertThat(withoutSpace(String.join("", passages))).isEqualTo(withoutSpace(text.toString()));
    }
  }

  @Test
  void noCharacterIsCutInHalf() {
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
    assertThat(splitter.split(family.repeat(300)))
        .allSatisfy(
            passage -> {
              assertThat(Character.isLowSurrogate(passage.charAt(0))).isFalse();
              assertThat(Character.isHighSurrogate(passage.charAt(passage.length() - 1))).isFalse();
            });
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s", "");
  }
}
