package dev.heddle.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Edits, comments, indentation and differences of texts. */
class TextsTest {
    @Test
    void editsAreMadeFromTheOutsideIn() {
        Edits edits = new Edits();
        edits.replace(2, 3, "C"); // inside what is kept
        edits.wrap(0, 6, "f(", 1, 5, ")");
        edits.insert(0, "<");
        edits.replace(5, 6, "lost");
        assertThat(edits.apply("abcdefg", 0, 7)).isEqualTo("<f(bCde)g");
        assertThat(edits.apply("abcdefg", 2, 4)).isEqualTo("Cd");
    }

    @Test
    void aWrapAroundTheSameRangeIsTheOuterOne() {
        Edits edits = new Edits();
        edits.wrap(0, 6, "await(", 0, 1, ")");
        edits.wrap(0, 6, "completed(", 0, 6, ")");
        assertThat(edits.apply("f.join", 0, 6)).isEqualTo("completed(await(f))");
    }

    @Test
    void commentsAreNotFoundInLiterals() {
        assertThat(Comments.in("""
                a("// no"); /* one */ b('"'); // two
                c(\"""
                  /* no */ \\\""" // no
                  \"""); /** three */
                """)).containsExactly("/* one */", "// two", "/** three */");
    }

    @Test
    void linesMoveTogetherButForTextBlocks() {
        assertThat(Lines.shift("a(\n    b,\n\n      c)", "    ", "")).isEqualTo("a(\nb,\n\n  c)");
        String block = "a(\"\"\"\n    text\n    \"\"\")";
        assertThat(Lines.shift(block, "    ", "")).isEqualTo(block);
    }

    @Test
    void aDiffHasThreeLinesOfContext() {
        String before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16";
        String after = before.replace("5\n6\n", "five\n").replace("16", "16\n");
        assertThat(UnifiedDiff.of(before, after, "a", "b")).isEqualTo("""
                --- a
                +++ b
                @@ -2,8 +2,7 @@
                 2
                 3
                 4
                -5
                -6
                +five
                 7
                 8
                 9
                @@ -13,4 +12,4 @@
                 13
                 14
                 15
                -16
                \\ No newline at end of file
                +16
                """);
    }

    @Test
    void textsThatAreEqualHaveNoDiff() {
        assertThat(UnifiedDiff.of("a\n", "a\n", "a", "b")).isEmpty();
    }

    @Test
    void aDiffCarriedOutYieldsTheOtherText() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            String before = text(random);
            String after = text(random);
            assertThat(patched(before, UnifiedDiff.of(before, after, "a", "b")))
                    .as("%s -> %s", before, after)
                    .isEqualTo(after);
        }
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(30), 0, 4)
                .mapToObj(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /** What `patch` does, as far as texts with a line break at their end need it. */
    private static String patched(String before, String diff) {
        StringBuilder after = new StringBuilder();
        String[] lines = before.split("(?<=\n)");
        int next = 0;
        for (String line : diff.lines().skip(2).toList()) {
            if (line.startsWith("@@")) {
                String[] range = line.split("[ ,]")[1].split(",");
                int count = Integer.parseInt(line.split(" ")[1].contains(",") ? line.split("[ ,]")[2] : "1");
                int start = Integer.parseInt(range[0].substring(1)) - (count == 0 ? 0 : 1);
                Arrays.stream(lines, next, start).forEach(after::append);
                next = start;
            } else if (line.startsWith("-")) {
                next++;
            } else {
                after.append(line.substring(1)).append('\n');
                next += line.startsWith(" ") ? 1 : 0;
            }
        }
        if (!before.isEmpty()) {
            Arrays.stream(lines, next, lines.length).forEach(after::append);
        }
        return after.toString();
    }
}
