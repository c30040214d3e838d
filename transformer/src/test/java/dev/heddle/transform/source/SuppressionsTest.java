package dev.heddle.transform.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuppressionsTest {
    @Test
    void aMethodIsSilencedFromItsAnnotationToItsEnd() {
        assertThat(silenced("""
                class Shop {
                    int a;
                    @SuppressWarnings("heddle:H101")
                    <T> void warm(List<T> items) throws IOException {
                        items.forEach(item -> {
                            price(item);
                        });
                    }
                    int b;
                }
                """)).containsExactly(3, 4, 5, 6, 7, 8);
    }

    @Test
    void aVariableIsSilencedToItsSemicolon() {
        assertThat(silenced("""
                void warm() {
                    @SuppressWarnings("heddle:H101") Object
                        ignored = price(
                            "tea");
                    price("coffee");
                }
                """)).containsExactly(2, 3, 4);
    }

    @Test
    void aClassIsSilencedAsAWhole() {
        assertThat(silenced("""
                @SuppressWarnings({"unchecked", "heddle:H101"})
                record Shop(int a) {
                    void one() {}
                    void two() {}
                }
                """)).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void allRulesCanBeSilencedAtOnce() {
        assertThat(silenced("@SuppressWarnings(value = \"heddle\") void a() {}\nvoid b() {}\n"))
                .containsExactly(1);
    }

    @Test
    void otherCodesAreNotSilenced() {
        assertThat(silenced("@SuppressWarnings(\"heddle:H102\") void a() {}\n")).isEmpty();
        assertThat(silenced("@SuppressWarnings(\"H101\") void a() {}\n")).isEmpty();
        assertThat(silenced("@Suppressed(\"heddle:H101\") void a() {}\n")).isEmpty();
    }

    @Test
    void annotationsInCommentsAndTextsSilenceNothing() {
        assertThat(silenced("""
                // @SuppressWarnings("heddle:H101")
                /* @SuppressWarnings("heddle:H101")
                 */ void a() {}
                String text = "@SuppressWarnings(\\"heddle:H101\\")"; char quote = '"';
                void b() {}
                """)).isEmpty();
    }

    @Test
    void bracesInCommentsAndTextsEndNothing() {
        assertThat(silenced("""
                @SuppressWarnings("heddle:H101")
                void a() {
                    char brace = '}'; // }
                    String text = "}" + \"""
                        }}
                        \""";
                }
                void b() {}
                """)).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void whatIsNoJavaDoesNoHarm() {
        assertThat(silenced("@SuppressWarnings")).isEmpty();
        assertThat(silenced("@SuppressWarnings(\"heddle:H101\"")).containsExactly(1);
        assertThat(silenced("\"\"\" @SuppressWarnings(\"heddle:H101\") /*")).isEmpty();
        assertThat(silenced("}}}) @SuppressWarnings(\"heddle:H101\") ((({{{\n\"\\"))
                .isNotEmpty();
    }

    private static List<Integer> silenced(String source) {
        List<String> lines = source.lines().toList();
        Suppressions suppressions = Suppressions.in(lines);
        List<Integer> silenced = new ArrayList<>();
        for (int line = 1; line <= lines.size(); line++) {
            if (suppressions.silence("H101", line)) {
                silenced.add(line);
            }
        }
        return silenced;
    }
}
