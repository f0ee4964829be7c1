package dev.openmemory.distill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.distill.Conversation;
import dev.openmemory.distill.Distillation;
import dev.openmemory.distill.Draft;
import dev.openmemory.distill.PassageSplitter;
import dev.openmemory.model.Actor;
import dev.openmemory.model.Claim;
import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.Mention;
import dev.openmemory.model.Message;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Role;
import dev.openmemory.model.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

class RulesDistillerTest {

  private static final Instant SAID = Instant.parse("2026-05-01T10:00:00Z");
  private static final Path CASES = Path.of("src/test/resources/rules/facts.txt");

  private final RulesDistiller rules =
      new RulesDistiller(new PassageSplitter(text -> text.length() / 4 + 2, 512));

  private static Message message(Actor actor, String text) {
    UUID id = UUID.nameUUIDFromBytes(new byte[0]);
    return new Message(new MessageId(id), Scope.user("ann"), actor, null, text, SAID, SAID);
  }

  private List<Draft> distil(Message... messages) {
    return rules.distil(new Conversation(List.of(messages), List.of(), List.of())).drafts();
  }

  private List<Draft> distil(String text) {
    return distil(message(Actor.USER, text));
  }

  @TestFactory
  Stream<DynamicTest> whatIsSaidGivesTheFactsOfTheTable() throws IOException {
    List<List<String>> cases = new ArrayList<>();
    for (String line : Files.readAllLines(CASES)) {
      if (line.startsWith(">")) {
        cases.add(new ArrayList<>());
      }
      if (!line.isBlank() && !line.startsWith("#")) {
        cases.get(cases.size() - 1).add(line);
      }
    }
    return cases.stream().map(lines -> DynamicTest.dynamicTest(lines.get(0), () -> holds(lines)));
  }

  private void holds(List<String> lines) {
    List<Draft> drafts = distil(said(lines.get(0)));
    assertThat(drafts.stream().map(Draft::text)).containsExactlyElementsOf(of(lines, "= "));
    assertThat(
            drafts.stream()
                .flatMap(draft -> draft.mentions().stream())
                .map(mention -> mention.name() + " " + mention.kind().key()))
        .containsAll(of(lines, "@ "));
    assertThat(
            drafts.stream()
                .flatMap(draft -> draft.claims().stream())
                .map(RulesDistillerTest::shown))
        .containsAll(of(lines, "~ "));
  }

  private static Message said(String line) {
    String text = line.replaceFirst("^>>? ?", "").replace("\\n", "\n");
    if (line.startsWith(">>")) {
      return message(new Actor(Role.ASSISTANT, null), text);
    }
    if (line.startsWith("> ")) {
      return message(Actor.USER, text);
    }
    int colon = text.indexOf(": ");
    return message(new Actor(Role.USER, text.substring(0, colon)), text.substring(colon + 2));
  }

  private static List<String> of(List<String> lines, String mark) {
    return lines.stream()
        .filter(line -> line.startsWith(mark))
        .map(line -> line.substring(mark.length()))
        .toList();
  }

  private static String shown(Claim claim) {
    return claim.subject().name() + " " + claim.predicate() + " " + claim.object().name();
  }

  @Test
  void aDraftSaysWhoMadeItAndWhereItComesFrom() {
    Distillation distillation =
        rules.distil(
            new Conversation(
                List.of(message(Actor.USER, "I live in Oslo.")), List.of(), List.of()));
    assertThat(distillation.attempts())
        .containsExactly(Distillation.Attempt.succeeded(DistillerKind.RULES));
    Draft draft = distillation.drafts().get(0);
    assertThat(draft.distiller()).isEqualTo(DistillerKind.RULES);
    assertThat(draft.maker()).isNotNull();
    assertThat(draft.passage()).isZero();
    assertThat(draft.mentions()).contains(Mention.user());
  }

  @Test
  void aFactKnowsItsPassage() {
    String filler = "It rained over the hills and the river rose a little more each hour. ";
    List<Draft> drafts = distil("I live in Oslo. " + filler.repeat(30) + "I own a boat.");
    assertThat(drafts.get(0).passage()).isZero();
    assertThat(drafts.get(drafts.size() - 1).text()).isEqualTo("User owns a boat");
    assertThat(drafts.get(drafts.size() - 1).passage()).isPositive();
  }

  @Test
  void theListenerIsTheOnlyOtherOneWhoSpeaks() {
    List<Draft> drafts =
        distil(
            message(new Actor(Role.USER, "Ann"), "Where were you?"),
            message(new Actor(Role.USER, "Ben"), "I told you about the new job in Turin."));
    assertThat(drafts.stream().map(Draft::text))
        .containsExactly("Ben told Ann about the new job in Turin");
  }

  @Test
  void toolsAndSystemsStateNoFacts() {
    assertThat(distil(message(new Actor(Role.TOOL, null), "I live in Oslo."))).isEmpty();
    assertThat(distil(message(new Actor(Role.SYSTEM, null), "I live in Oslo."))).isEmpty();
  }

  @Test
  void theSameTextGivesTheSameFactsEveryTime() throws IOException {
    String all = Files.readString(CASES);
    assertThat(distil(all)).isEqualTo(distil(all));
  }

  @Test
  void oddTextsDoNoHarm() {
    for (String text :
        List.of(
            "😊",
            "?",
            "'",
            "\"",
            "…",
            "((((",
            "I",
            "I'm",
            "’s",
            "A.",
            "-",
            "a b",
            "I\n\nI",
            "By",
            "the user",
            "My take on: x",
            "next",
            "in two",
            "Will",
            "and and and",
            "_",
            "`I`",
            "\uFFFD",
            "𝒜𝒷𝒸 is 𝒟",
            "Æ",
            "1. ",
            "- ",
            "#",
            "She's",
            "I'd",
            "Mr.",
            "x@y.z",
            "v1",
            "é".repeat(50))) {
      assertThat(distil(text)).as(text).isNotNull();
    }
  }

  @Test
  void anyRowOfWordsIsRead() {
    Random random = new Random(7);
    List<String> words = new ArrayList<>(WordList.lines("common-words.txt"));
    words.addAll(
        List.of(
            "I",
            "I'm",
            "I've",
            "my",
            "she",
            "the",
            "user",
            ",",
            ".",
            "?",
            ":",
            ";",
            "—",
            "\"",
            "(",
            ")",
            "Monday",
            "next",
            "last",
            "two",
            "weeks",
            "ago",
            "May",
            "6",
            "2026",
            "Saela",
            "Nordbank",
            "Institute",
            "of",
            "the",
            "and",
            "who",
            "is",
            "was",
            "😊",
            "'",
            "’s",
            "\n",
            "-",
            "yesterday",
            "in",
            "at",
            "Dr",
            "v2.1",
            "user's",
            "you",
            "[",
            "]",
            "```",
            "I'd",
            "will"));
    for (int i = 0; i < 3000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(40); n >= 0; n--) {
        text.append(words.get(random.nextInt(words.size())))
            .append(random.nextInt(5) == 0 ? "" : " ");
      }
      for (Draft draft : distil(text.toString())) {
        assertThat(draft.text()).as(text.toString()).isNotBlank();
      }
    }
  }

  @Test
  void anyRowOfCharactersIsRead() {
    Random random = new Random(11);
    for (int i = 0; i < 1000; i++) {
      StringBuilder text = new StringBuilder("I am ");
      for (int n = random.nextInt(80); n >= 0; n--) {
        text.append(
            (char) (random.nextInt(3) == 0 ? random.nextInt(0xD7FF) : 32 + random.nextInt(95)));
      }
      assertThat(distil(text.toString())).isNotNull();
    }
  }

  /** Minutes would be a search that grows with the square; seconds are a slow machine. */
  @Test
  @Timeout(60)
  void aLongLineIsReadInTimeThatGrowsWithItsLength() {
    for (String piece :
        List.of(
            "a",
            "I ",
            "my take on ",
            "( ",
            "and I ",
            "Saela ",
            "before her ",
            "confirmed with ",
            "next ",
            "I'm a developer who ",
            "I live in Berlin, ",
            "promised the user ",
            "'",
            "\"a ",
            "May 6 ",
            "in two weeks ",
            "A.",
            "x@",
            "1.",
            "the the ",
            "a-b-",
            "😊 ")) {
      String text = piece.repeat(100_000 / piece.length());
      long start = System.nanoTime();
      assertThat(distil(text)).isNotNull();
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as(piece)
          .isLessThan(Duration.ofSeconds(20));
    }
  }
}
