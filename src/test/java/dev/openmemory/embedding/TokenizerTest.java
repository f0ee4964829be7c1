package dev.openmemory.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tokenizer in plain Java is held to the ids of the reference implementation. */
class TokenizerTest {

  private static final Path FILE =
      Path.of("models/bge-small-en-v1.5-q/bge-small-en-v1.5-q-tokenizer.json");

  private static Tokenizer own;
  private static Tokenizer reference;

  @TempDir private Path folder;

  @BeforeAll
  static void open() throws IOException {
    own = TokenizerFile.read(FILE).wordPiece().orElseThrow();
    reference = new LibraryTokenizer(FILE, Optional.of(Path.of("target/native-cache")));
  }

  @AfterAll
  static void close() {
    own.close();
    reference.close();
  }

  @Test
  void theDefaultModelNeedsNoNativeTokenizer() {
    assertThat(own).isInstanceOf(WordPieceTokenizer.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Hello, World!",
        "I'm a Python developer who recently switched to Rust, and I live in Berlin.",
        "don't won't it's 3.14 1,000,000 2026-11-22 10:30pm #tag @user a_b c-d e/f",
        "unaffable antidisestablishmentarianism pneumonoultramicroscopicsilicovolcanoconiosis",
        "Ünïcödé façade naïve Ångström İstanbul ǅ ﬁ ﬀ ß ẞ ΣΑΣ ς",
        "e\u0301 \u00e9 n\u0303 \u1e69 s\u0323\u0307 \uac00 \u1100\u1161",
        "東京は日本の首都です。北京是中国的首都。서울은 대한민국의 수도이다",
        "мама мыла раму שלום עולם مرحبا بالعالم नमस्ते สวัสดี",
        "😀 👍🏽 👨‍👩‍👧 🇩🇪 ☕️ ™ © € £ ¥ ½ ² №",
        "[CLS] [SEP] [PAD] [MASK] [UNK] [cls] [ SEP ] [[SEP]] x[SEP]y [SEP",
        "a\0b\u0007c\u200bd\u00ade\ufefff\ufffdg\u2028h\u2029i\u00a0j\u3000k",
        "tab\there\nnew\r\nline\u000bvt\u000cff\u0085nel",
        "\ue000 \uf8ff \udb80\udc00 \ud800\udc00 \udbff\udfff",
        "`~!@#$%^&*()-_=+[{]}\\|;:'\",<.>/?",
        "«quotes» “curly” ‘single’ – — … ‐ ‑ • ¿¡ § ¶",
        "public static void main(String[] args) { System.out.println(\"x\"); } // TODO",
        "https://example.org/a/b?c=d&e=%20f#g user@example.org C:\\Windows\\System32"
      })
  void textsOfManyKindsHaveTheIdsOfTheReference(String text) {
    assertThat(own.encode(text)).isEqualTo(reference.encode(text));
  }

  @ParameterizedTest
  @ValueSource(ints = {99, 100, 101, 5_000})
  void veryLongWordsHaveTheIdsOfTheReference(int length) {
    for (String letter : List.of("a", "é", "語", "𝒳", "0", ".")) {
      String text = "before " + letter.repeat(length) + " after";
      assertThat(own.encode(text)).isEqualTo(reference.encode(text));
    }
  }

  /**
   * Inside a word, alone, and beside a mark; a hundred at a time, and few of those without a name.
   */
  @Test
  void everyCharacterHasTheIdsOfTheReference() {
    int[] all =
        IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
            .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
            .filter(c -> (Character.isDefined(c) && !isPrivate(c)) || c % 61 == 0)
            .toArray();
    List<String> different = new ArrayList<>();
    for (int from = 0; from < all.length; from += 100) {
      int[] some = Arrays.copyOfRange(all, from, Math.min(all.length, from + 100));
      String text =
          IntStream.of(some)
              .mapToObj(Character::toString)
              .map(c -> "a" + c + "b " + c + " e\u0301" + c)
              .collect(Collectors.joining(" x "));
      if (!Arrays.equals(own.encode(text), reference.encode(text))) {
        different.add("U+%x…U+%x".formatted(some[0], some[some.length - 1]));
      }
    }
    assertThat(different).isEmpty();
  }

  static Stream<Path> conversations() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources"))) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("conversations")
  void conversationsHaveTheIdsOfTheReference(Path file) throws IOException {
    for (String line : Files.readAllLines(file)) {
      assertThat(own.encode(line)).isEqualTo(reference.encode(line));
    }
  }

  @Test
  void randomMixturesHaveTheIdsOfTheReference() {
    Random random = new Random(20_261_122);
    String[] parts = {
      "the", "memory", "##ing", " ", "  ", "\n", ".", "-", "'", "é", "e\u0301", "Ж", "語", "カ", "😀",
      "[SEP]", "[MASK]", "A", "zz", "7", "\u200d", "\u0300", "ﬁ", "İ", "\u00a0", "xyzzyx", "_", "\t"
    };
    for (int round = 0; round < 3_000; round++) {
      String text =
          IntStream.range(0, random.nextInt(40))
              .mapToObj(i -> parts[random.nextInt(parts.length)])
              .collect(Collectors.joining());
      assertThat(own.encode(text)).as(text).isEqualTo(reference.encode(text));
    }
  }

  @Test
  void aTokenizerOfAnotherKindGoesToTheLibrary() throws IOException {
    Path file = folder.resolve("tokenizer.json");
    String json = Files.readString(FILE);
    for (String other :
        List.of(
            json.replace("\"BertPreTokenizer\"", "\"Whitespace\""),
            json.replace("\"lstrip\": false", "\"lstrip\": true"),
            json.replace("\"lstrip\":false", "\"lstrip\":true"),
            json.replace("\"BertNormalizer\"", "\"Lowercase\""))) {
      if (!other.equals(json)) {
        Files.writeString(file, other);
        assertThat(TokenizerFile.read(file).wordPiece()).isEmpty();
      }
    }
  }

  @Test
  void aFileThatIsNoTokenizerIsAnError() throws IOException {
    Path file = folder.resolve("tokenizer.json");
    Files.writeString(file, "{\"model\": {\"type\": \"Nothing\", \"vocab\": []}}");

    assertThat(TokenizerFile.read(file).wordPiece()).isEmpty();
    assertThatThrownBy(() -> new LibraryTokenizer(file, Optional.empty()))
        .isInstanceOf(IOException.class);
  }

  /** They fill two planes, all alike. */
  private static boolean isPrivate(int c) {
    return Character.getType(c) == Character.PRIVATE_USE;
  }
}
