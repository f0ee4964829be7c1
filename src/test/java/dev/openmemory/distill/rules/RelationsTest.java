package dev.openmemory.distill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.distill.Conversation;
import dev.openmemory.distill.Draft;
import dev.openmemory.distill.PassageSplitter;
import dev.openmemory.model.Actor;
import dev.openmemory.model.Message;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Scope;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of people by name, with names of all sorts, and what only looks like it. */
class RelationsTest {

  private static final Instant SAID = Instant.parse("2026-05-01T10:00:00Z");

  private final RulesDistiller rules =
      new RulesDistiller(new PassageSplitter(text -> text.length() / 4 + 2, 512));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bob",
        "Carla",
        "Ken",
        "Nick",
        "Will",
        "Mark",
        "Grace",
        "Hope",
        "Rose",
        "Drew",
        "Rob",
        "Pat",
        "Sue",
        "Bill",
        "Art",
        "May",
        "April",
        "June",
        "Sky",
        "Al",
        "Bo",
        "Li",
        "Xi",
        "Ed",
        "Łukasz",
        "José",
        "Øyvind",
        "Zoë",
        "Nguyễn",
        "Иван",
        "王伟",
        "Jean-Luc",
        "O'Brien",
        "Bob Smith",
        "Will Turner",
        "Rose Tyler",
        "Mark Anthony Jones",
        "Ana María"
      })
  void whoeverIsNamedWorksLivesAndMoves(String name) {
    assertThat(claims(name + " works at Initech.")).containsExactly(name + " works_at Initech");
    assertThat(claims(name + " now lives in Oslo.")).containsExactly(name + " lives_in Oslo");
    assertThat(claims(name + " has moved to Porto.")).containsExactly(name + " lives_in Porto");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Dr. Rao works at Initech.|Rao works_at Initech",
        "Ms. Okafor leads the Atlas project.|Okafor manages Atlas",
        "My colleague Priya works at Initech.|Priya works_at Initech",
        "Chase is a nurse at Bethany Hospital.|Chase works_at Bethany Hospital",
        "Bob is a designer at Globex.|Bob works_at Globex",
        "Hope reports to Frank.|Hope reports_to Frank",
        "Drew prefers tea.|Drew prefers tea",
        "Hunter owns a boat.|Hunter owns boat",
        "Joy is allergic to nuts.|Joy dislikes nuts",
      })
  void aRelationIsReadOff(String said, String claim) {
    assertThat(claims(said)).contains(claim);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Work at Initech is hard.",
        "Work at Initech starts at nine.",
        "Works at Initech are stalled.",
        "Working at Initech is fun.",
        "Life in Oslo is expensive.",
        "Nobody works at Initech.",
        "Everyone works at Initech.",
        "Management works at Initech on Fridays.",
        "Bob doesn't work at Initech.",
        "Bob never works at Initech.",
        "Bob wants to work at Initech.",
        "Bob might work at Initech.",
        "Bob used to work at Initech.",
        "If Bob works at Initech, call him.",
        "Does Bob work at Initech?",
        "Bob works at night.",
        "Bob works at home.",
        "Will you work at Initech?",
        "Will work at Initech.",
        "Mark the ticket of Initech as done.",
        "Page works at 200% zoom.",
        "Star likes are counted.",
        "Today works for Globex.",
        "Monday works for Globex.",
        "Team lives in Oslo.",
        "May has 31 days.",
        "Hope is a thing with feathers.",
        "Drew a diagram of the cache at Initech.",
        "My sister Lena's dog lives in Oslo.",
      })
  void whatOnlyLooksLikeItGivesNone(String said) {
    assertThat(claims(said)).filteredOn(claim -> !claim.startsWith("User sibling_of")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Rose moved to Madrid.|Rose moved to Madrid",
        "Drew prefers tea.|Drew prefers tea",
        "Will works at Initech.|Will works at Initech",
        "Work at Initech is hard.|Work at Initech is hard",
        "Rose to the occasion at Globex.|User rose to the occasion at Globex",
        "Drew a diagram of the cache.|User drew a diagram of the cache",
        "Will call Bob about it.|User will call Bob about it",
      })
  void aNameIsNotTakenForTheVerbOfANote(String said, String fact) {
    assertThat(drafts(said)).extracting(Draft::text).containsExactly(fact);
  }

  private List<String> claims(String said) {
    return drafts(said).stream()
        .flatMap(draft -> draft.claims().stream())
        .map(
            claim -> claim.subject().name() + " " + claim.predicate() + " " + claim.object().name())
        .toList();
  }

  private List<Draft> drafts(String said) {
    Message message =
        new Message(
            new MessageId(UUID.nameUUIDFromBytes(new byte[0])),
            Scope.user("ann"),
            Actor.USER,
            null,
            said,
            SAID,
            SAID);
    return rules.distil(new Conversation(List.of(message), List.of(), List.of())).drafts();
  }
}
