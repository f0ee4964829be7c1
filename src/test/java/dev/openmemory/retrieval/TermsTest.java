package dev.openmemory.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TermsTest {

  @Test
  void stopWordsAndPunctuationGo() {
    assertThat(Terms.of("Where does Alice's company deploy to?"))
        .containsExactly("alice", "company", "deploy");
  }

  @Test
  void aQuestionOfStopWordsKeepsThem() {
    assertThat(Terms.of("Who are you?")).containsExactly("who", "are", "you");
  }

  @Test
  void operatorsAreWords() {
    assertThat(Terms.of("\"x\" NEAR(y) AND z* OR -w")).containsExactly("x", "near", "y", "z", "w");
    assertThat(Terms.of("\"*()^:- ")).isEmpty();
  }

  @Test
  void veryLongQuestionsAreCut() {
    StringBuilder long1 = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      long1.append("word").append(i).append(' ');
    }
    assertThat(Terms.of(long1.toString())).hasSize(64);
  }
}
