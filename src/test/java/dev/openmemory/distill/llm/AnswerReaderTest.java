package dev.openmemory.distill.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {

  private static final String GOOD =
      """
      {"facts":[
        {"message":1,"text":"User lives in Lisbon",
         "entities":[{"name":"Lisbon","type":"place"}],
         "relations":[{"subject":"User","predicate":"lives_in","object":"Lisbon"}],
         "replaces":[2,3]},
        {"message":2,"text":"User plays the {oboe} [well]","entities":[],"relations":[],"replaces":[]}]}
      """;

  @Test
  void aGoodAnswerIsReadWhole() {
    StatedFact first = AnswerReader.read(GOOD).orElseThrow().get(0);
    assertThat(first.text()).isEqualTo("User lives in Lisbon");
    assertThat(first.message()).hasValue(1);
    assertThat(first.entities()).containsExactly(new StatedFact.Entity("Lisbon", "place"));
    assertThat(first.relations())
        .containsExactly(new StatedFact.Relation("User", "lives_in", "Lisbon"));
    assertThat(first.replaces()).containsExactly(2, 3);
    assertThat(texts(GOOD)).containsExactly("User lives in Lisbon", "User plays the {oboe} [well]");
  }

  @Test
  void whatIsAroundItDoesNotMatter() {
    List<String> facts = List.of("User lives in Lisbon", "User plays the {oboe} [well]");
    assertThat(texts("```json\n" + GOOD + "\n```")).isEqualTo(facts);
    assertThat(texts("Sure! Here are [2] facts {as asked}:\n\n" + GOOD + "\nAnything else?"))
        .isEqualTo(facts);
    assertThat(texts("<think>{\"facts\":[{\"text\":\"a guess\"}]} hm</think>\n" + GOOD))
        .isEqualTo(facts);
    assertThat(texts("so {\"facts\":[\"a guess\"]} hm</think>" + GOOD)).isEqualTo(facts);
    assertThat(texts("<|channel|>analysis<|message|>hm [..]<|channel|>final<|message|>" + GOOD))
        .isEqualTo(facts);
    assertThat(texts(GOOD + "<think>was that right? {\"facts\":[]}")).isEqualTo(facts);
  }

  @Test
  void otherShapesAreUnderstood() {
    assertThat(texts("{\"text\":\"User lives in Lisbon\"}"))
        .containsExactly("User lives in Lisbon");
    assertThat(texts("[{\"fact\":\"a b\"},{\"memory\":\"c d\"}]")).containsExactly("a b", "c d");
    assertThat(texts("{\"facts\":[\"a b\",\"c d\"]}")).containsExactly("a b", "c d");
    assertThat(texts("{\"memories\":[{\"text\":\"a b\"}]}")).containsExactly("a b");
    assertThat(texts("{\"result\":{\"facts\":[{\"text\":\"a b\"}]}}")).containsExactly("a b");
    assertThat(texts("{'facts': [{text: 'a b',},],}")).containsExactly("a b");
    assertThat(texts("{\"facts\":[{\"text\":\"a\nb\"},{\"text\":\"\"},{\"n\":1}]}"))
        .containsExactly("a\nb");
    assertThat(
            AnswerReader.read(
                    """
                    [{"text":"a b","message":"2","replaces":["1","x",4.5,[9]],
                      "entities":["Acme",{"name":""}],
                      "relations":[["a","b","c"],{"source":"d","relation":"e","target":"f"},{}]}]
                    """)
                .orElseThrow())
        .singleElement()
        .satisfies(
            fact -> {
              assertThat(fact.message()).hasValue(2);
              assertThat(fact.replaces()).containsExactly(1);
              assertThat(fact.entities())
                  .extracting(StatedFact.Entity::name)
                  .containsExactly("Acme");
              assertThat(fact.relations())
                  .extracting(StatedFact.Relation::object)
                  .containsExactly("c", "f");
            });
    assertThat(
            AnswerReader.read("[{\"text\":\"a b\",\"entities\":{\"Acme\":\"organization\"}}]")
                .orElseThrow()
                .get(0)
                .entities())
        .containsExactly(new StatedFact.Entity("Acme", "organization"));
  }

  @Test
  void noFactsIsAnAnswer() {
    assertThat(AnswerReader.read("{\"facts\":[]}")).hasValue(List.of());
    assertThat(AnswerReader.read("[]")).hasValue(List.of());
  }

  @Test
  void ofAListThatBreaksOffTheCompleteElementsCount() {
    int second = GOOD.indexOf("{\"message\":2");
    for (int cut = second; cut < GOOD.lastIndexOf('}', GOOD.lastIndexOf(']')); cut++) {
      assertThat(texts(GOOD.substring(0, cut))).containsExactly("User lives in Lisbon");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "I found no facts.",
        "{\"answer\":42}",
        "{\"facts\":\"none\"}",
        "{\"facts\":[{\"n\":1},{\"n\":2}]}",
        "{\"facts\":[{\"text\":\"cut off in the fir",
        "<html><body>Sign in</body></html>",
        "<think>it never stops thinking {\"facts\":[]}",
        "{{{{{{{{{{[[[[[[[["
      })
  void whatHoldsNoFactsIsNotRead(String answer) {
    assertThat(AnswerReader.read(answer)).isEmpty();
  }

  @Test
  void noAnswerMakesItFail() {
    Random random = new Random(7);
    String pieces = "{}[]\",:'\\/*<think></think>facts text null true 1e9 \u0000\ud800é";
    for (int i = 0; i < 3_000; i++) {
      StringBuilder answer = new StringBuilder();
      for (int j = random.nextInt(60); j > 0; j--) {
        int at = random.nextInt(pieces.length());
        answer.append(pieces, at, Math.min(pieces.length(), at + 1 + random.nextInt(6)));
      }
      AnswerReader.read(answer.toString());
    }
    AnswerReader.read("[".repeat(200_000));
    AnswerReader.read("{\"a\":".repeat(100_000));
    AnswerReader.read("<think>".repeat(50_000));
    AnswerReader.read("{\"facts\":[" + "{\"text\":\"a\",\"b\":[".repeat(20_000));
  }

  private static List<String> texts(String answer) {
    return AnswerReader.read(answer).orElseThrow().stream().map(StatedFact::text).toList();
  }
}
