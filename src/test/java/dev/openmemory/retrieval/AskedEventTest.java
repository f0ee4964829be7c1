package dev.openmemory.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskedEventTest {

  private static final Instant ASKED = Instant.parse("2025-11-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "What was my job before I moved to Berlin?, BEFORE, moved berlin",
    "Which phone did I use until I bought the Pixel?, BEFORE, bought pixel",
    "What was done by the time the guests arrived?, BEFORE, guests arrived",
    "What did Carla say after the wedding?, AFTER, wedding",
    "What did I learn after breaking my wrist?, AFTER, breaking wrist",
    "What have I cooked since I got the new oven?, SINCE, new oven",
    "What did I eat while I was in Japan?, DURING, japan",
    "Where was I when Carla married Tom?, DURING, carla married tom",
    "What did she see during her walk?, DURING, walk",
    "'Before I moved to Berlin, what was my job?', BEFORE, moved berlin",
    "Before I moved to Berlin what was my job?, BEFORE, moved berlin",
    "'When we adopted Biscuit, who helped?', DURING, adopted biscuit"
  })
  void theWordsThatTellTheEventAreFound(String question, AskedEvent.Side side, String words) {
    AskedEvent event = AskedEvent.in(question, ASKED).orElseThrow();
    assertThat(event.side()).isEqualTo(side);
    assertThat(event.words()).isEqualTo(List.of(words.split(" ")));
  }

  @Test
  void whoseEventItIsAndWhetherItHasANameIsKnown() {
    AskedEvent own = AskedEvent.in("Who helped when we got Biscuit?", ASKED).orElseThrow();
    assertThat(own.own()).isTrue();
    assertThat(own.named()).isTrue();
    AskedEvent other = AskedEvent.in("Who sang after the wedding?", ASKED).orElseThrow();
    assertThat(other.own()).isFalse();
    assertThat(other.named()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Have I been to Berlin before?",
        "When did I move to Berlin?",
        "When have we last met?",
        "When Gina has lost her job?",
        "Since when do I play the cello?",
        "That country lived in a war that Italy entered when?",
        "Who is named after the discoverer of radium?",
        "Who looks after the children?",
        "What do I do when something goes wrong?",
        "What did I play when I was a child?",
        "How many days passed between when I bought it and when I sold it?",
        "How long did I work there before I moved to Berlin?",
        "What did I do before yesterday?",
        "What did I read after the wedding last May?",
        "What did I do after I got it back?"
      })
  void otherQuestionsTellNoTimeByAnEvent(String question) {
    assertThat(AskedEvent.in(question, ASKED)).isEmpty();
  }
}
