package dev.openmemory.distill.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTest {

  private static final Encoding ENCODING =
      Encodings.newDefaultEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

  @Test
  void theRulesStayUnderTwoThousandTokens() {
    int tokens = ENCODING.countTokens(Prompt.RULES);
    System.err.println("rules of the prompt: " + tokens + " tokens (o200k_base)");
    assertThat(tokens).isBetween(500, 2_000);
  }

  @Test
  void aMomentComesWithTheWeekdayThatRelativeDatesNeed() {
    assertThat(Prompt.said(Instant.parse("2026-05-04T09:12:33Z")))
        .isEqualTo("2026-05-04 (Monday) 09:12");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I moved to Lisbon in May 2024 with my partner Dana, and we share a flat near the river.",
        "SELECT id, text FROM memories WHERE user_id = ? AND state = 'active' ORDER BY 1 DESC;",
        "Ich bin letztes Jahr nach München gezogen und arbeite seitdem als Bauingenieurin.",
        "Я живу в Лиссабоне и работаю разработчиком на языке Rust уже три года.",
        "我住在里斯本，是一名软件工程师，最近从 Python 换到了 Rust。",
        "私は東京に住んでいて、週末はよく山に登ります。",
        "{\"a\":[1,2,3.14159,{\"b\":null}],\"c\":\"9f8b-22c1-7e\"}"
      })
  void tokensAreNeverMuchUnderestimated(String text) {
    int real = ENCODING.countTokens(text);
    assertThat(Tokens.estimate(text)).isBetween(real, real * 2 + 2);
  }
}
