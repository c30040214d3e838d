package dev.heddle.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules in a compilation with the plugin: those that look at trees, beside those that look at bytecode. */
final class RulesTest {
    private static final String SHOP = """
            import java.util.List;
            class Shop {
                final Runnable opening = () -> price("none");
                @Async Coroutine<Integer> price(String item) {
                    price(item);
                    return null;
                }
                void all(List<String> items) {
                    items.forEach(item -> price(item));
                }
                Runnable later() {
                    return new Runnable() {
                        @Override public void run() {
                            price("later");
                        }
                    };
                }
                interface Printer {
                    @Async void print(String item);
                }
            }
            """;

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void emptyProject() throws IOException {
        project = new Project(folder);
    }

    @Test
    void whatTreesAndBytecodeTellIsToldOnce() throws IOException {
        project.source("Shop.java", """
                class Shop {
                    @Async Coroutine<Integer> price(String item) {
                        price(item);
                        return null;
                    }
                }
                """);
        assertThat(project.compile().succeededWith()).containsOnlyOnce("[H101]").containsOnlyOnce("[H105]");
    }

    @Test
    void whatIsToldOfACallOnSeveralLinesIsToldOnce() throws IOException {
        project.source("Shop.java", """
                class Shop {
                    @Async Coroutine<Integer> price(String item) {
                        this
                            .price(item)
                            ;
                        return done(1);
                    }
                }
                """);
        assertThat(project.compile().succeededWith()).containsOnlyOnce("[H101]");
    }

    @Test
    void whatOnlyTreesShowIsTold() throws IOException {
        project.source("Shop.java", """
                interface Shop {
                    @Async void print(String item);
                }
                """);
        assertThat(project.compile().succeededWith())
                .contains("Shop.java:2: warning: [H108]")
                .contains("    @Async void print(String item);\n           ^\n");
    }

    @Test
    void whatItsAuthorMeansIsSilencedInTreesAndInBytecode() throws IOException {
        project.source("Shop.java", """
                class Shop {
                    @SuppressWarnings({"heddle:H101", "heddle:H105"})
                    @Async Coroutine<Integer> price(String item) {
                        price(item);
                        return null;
                    }
                }
                """);
        assertThat(project.compile().succeededWith()).doesNotContain("[H");
    }

    @Test
    void whatTheBaselineHasIsToldNeitherOfTreesNorOfBytecodeAndWhatIsNewIs() throws IOException {
        project.source("Shop.java", SHOP);
        Path baseline = Files.writeString(folder.resolve("baseline.txt"), """
                H101 Shop.java Shop$1.run: the coroutine that `price` returns is dropped
                H101 Shop.java Shop.<init>: the coroutine that `price` returns is dropped
                H101 Shop.java Shop.all: the coroutine that `price` returns is dropped
                H101 Shop.java Shop.price: the coroutine that `price` returns is dropped
                H105 Shop.java Shop.price: an `@Async` method returns null
                H108 Shop.java Shop$Printer.print: nobody can await an `@Async` method that returns `void`
                """);
        String all = project.compile().succeededWith();
        assertThat(all.split("\\[H101]", -1)).hasSize(1 + 4);
        assertThat(all).containsOnlyOnce("[H105]").containsOnlyOnce("[H108]");

        String options = "-Xplugin:heddle rules=*:error baseline=" + baseline;
        String others = ",H102:off,H403:off,H406:off";
        assertThat(project.compile(options.replace("*:error", "*:error" + others))
                        .succeededWith())
                .isEmpty();

        project.source(
                "Shop.java",
                SHOP.replace("price(item);", "price(item);\n        price(item + item);")
                        .replace("interface Printer {", "interface Printer {\n        @Async void add(int item);"));
        assertThat(project.compile("-Xplugin:heddle baseline=" + baseline).succeededWith())
                .containsOnlyOnce("[H101]")
                .contains("Shop.java:6: warning: [H101]")
                .containsOnlyOnce("[H108]")
                .contains("    @Async void add(int item);\n");
    }

    @Test
    void ofRulesThatLookAtTheSameTreesOneCanBeOff() throws IOException {
        project.source("Shop.java", """
                class Shop {
                    @Async Coroutine<Integer> price(Process printer) throws Exception {
                        Thread.sleep(1);
                        return done(printer.waitFor());
                    }
                }
                """);
        assertThat(project.compile("-Xplugin:heddle rules=H201:off").succeededWith())
                .doesNotContain("heddle: ", "[H201]")
                .containsOnlyOnce("[H205]");
    }

    @Test
    void mistakesOfAllClassesAreToldAtOnce() throws IOException {
        project.source("First.java", "class First { int f(Coroutine<Integer> c) { return await(c); } }");
        project.source("Second.java", "class Second { int f(Coroutine<Integer> c) { return await(c); } }");
        assertThat(project.compile().failedWith()).contains("First.java:1").contains("Second.java:1");
    }

    @Test
    void fixesAreWrittenAsAPatchWhereSomebodyWantsThem() throws IOException {
        Path patch = folder.resolve("fixes.patch");
        project.source("Shop.java", """
                class Shop {
                    @Async Coroutine<Integer> price(String item) {
                        price(item);
                        return done(1);
                    }
                }
                """);
        project.compile("-Xplugin:heddle fixes=" + patch).succeededWith();

        assertThat(Files.readString(patch)).contains("-        price(item);\n+        await(price(item));\n");
    }

    @Test
    void thatFixesCannotBeWrittenIsAnError() throws IOException {
        project.source("Shop.java", "class Shop { }");
        assertThat(project.compile("-Xplugin:heddle fixes="
                                + folder.resolve("missing").resolve("fixes.patch"))
                        .failedWith())
                .contains("error: heddle: the fixes cannot be written");
    }
}
