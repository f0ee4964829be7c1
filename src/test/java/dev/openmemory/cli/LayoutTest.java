package dev.openmemory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LayoutTest {

  @Test
  void textIsBrokenBetweenWords() {
    assertThat(Layout.wrap("one two three four", 9, 9)).containsExactly("one two", "three", "four");
  }

  @Test
  void aWordThatIsTooLongIsBrokenWithin() {
    assertThat(Layout.wrap("abcdefghijklmnop", 10, 9)).containsExactly("abcdefghij", "klmnop");
  }

  @Test
  void linesOfTheTextStayLines() {
    assertThat(Layout.wrap("a\n\nb", 10, 9)).containsExactly("a", "", "b");
  }

  @Test
  void whatIsLeftOutShowsAsAnEllipsis() {
    assertThat(Layout.wrap("one two three four", 9, 2)).containsExactly("one two", "three…");
  }

  @Test
  void noLineIsTooWideAndNoSurrogateIsLeftAlone() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(80); i >= 0; i--) {
        text.append(List.of("a", " ", "word", "🦊", "\n", "ß").get(random.nextInt(6)));
      }
      List<String> lines = Layout.wrap(text.toString(), 10, 4);
      assertThat(lines)
          .hasSizeBetween(1, 4)
          .allSatisfy(
              line -> {
                assertThat(line.length()).isLessThanOrEqualTo(10);
                assertThat(dev.openmemory.model.Text.isWellFormed(line)).isTrue();
              });
    }
  }
}
