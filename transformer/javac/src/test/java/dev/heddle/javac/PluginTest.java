package dev.heddle.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the plugin does to a compilation. With {@code -proc:none} it has to find its files in another way. */
class PluginTest {
    private static final String BANK = """
            package shop;
            public class Bank {
                @Async static Coroutine<Integer> charge(int price) {
                    return done(price);
                }
                @Async public Coroutine<Integer> pay(int price) {
                    int paid = await(charge(price));
                    return done(paid + await(charge(1)));
                }
            }
            """;
    private static final String MISTAKE = """
            package shop;
            class Mistake {
                static class Inner {
                    int balance(Coroutine<Integer> bank) {
                        return 1 + await(bank);
                    }
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

    @ParameterizedTest
    @ValueSource(strings = {"-proc:full", "-proc:none"})
    void aCompilationLeavesTheBytesThatWeavingItsFolderWouldLeave(String processing) throws IOException {
        project.source("shop/Bank.java", BANK);
        project.source("shop/Account.java", """
                package shop;
                class Account extends Book {
                    final Bank bank = new Bank();
                    @Async Promise<Integer> rich(int n) {
                        Runnable printer = () -> System.out.println(n);
                        printer.run();
                        return new Promise<>(await(bank.pay(n)));
                    }
                    @Override @Async Coroutine<Integer> read(int line) {
                        class Local {
                            @Async Coroutine<Integer> twice() {
                                return done(2 * await(bank.pay(line)));
                            }
                        }
                        return done(await(new Local().twice()) + await(super.read(line)));
                    }
                }
                """);
        project.source("shop/Book.java", """
                package shop;
                class Book {
                    static class Promise<T> extends java.util.concurrent.CompletableFuture<T> {
                        Promise() {}
                        Promise(T value) {
                            complete(value);
                        }
                    }
                    @Async Coroutine<Integer> read(int line) {
                        return done(line);
                    }
                }
                """);
        String[] options = processing.equals("-proc:none") ? new String[] {"-g", processing} : new String[] {"-g"};
        assertThat(project.compile(options).succeededWith()).isEmpty();
        assertSame(project.tree(), project.wovenAfterwards("-g"));
        assertThat(project.tree()).containsKeys("shop/Bank$pay$Coroutine.class", "shop/Account$1Local.class");
    }

    private static void assertSame(SortedMap<String, byte[]> actual, SortedMap<String, byte[]> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, bytes) -> assertThat(actual.get(name)).as(name).isEqualTo(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-proc:none"})
    void classesOfANamedModuleAreWoven(String processing) throws IOException {
        project.source("shop/Bank.java", BANK).source("module-info.java", "module shop { requires api; }");
        assertThat(project.run(Stream.of(
                                        "-processorpath",
                                        Project.plugin(),
                                        "-d",
                                        project.classes.toString(),
                                        "--module-path",
                                        project.api.toString(),
                                        processing)
                                .filter(option -> !option.isEmpty())
                                .toList())
                        .succeededWith())
                .isEmpty();
        assertThat(project.tree()).containsKeys("module-info.class", "shop/Bank$pay$Coroutine.class");
    }

    @Test
    void eachModuleOfSeveralIsWovenInItsFolder() throws IOException {
        for (String module : List.of("one", "two")) {
            project.source(module + "/" + module + "/Bank.java", BANK.replace("package shop", "package " + module));
            project.source(module + "/module-info.java", "module " + module + " { requires api; }");
        }
        for (String processing : List.of("-Xdiags:compact", "-proc:none")) {
            Path output = Files.createDirectories(folder.resolve("output" + processing));
            project.run(List.of(
                            processing,
                            "-processorpath",
                            Project.plugin(),
                            "-d",
                            output.toString(),
                            "--module-source-path",
                            project.sources.toString(),
                            "--module-path",
                            project.api.toString()))
                    .succeededWith();
            assertThat(Project.tree(output))
                    .containsKeys("one/one/Bank$pay$Coroutine.class", "two/two/Bank$pay$Coroutine.class");
        }
    }

    @Test
    void anErrorIsPrintedByJavacAtItsPlaceAndNoClassOfItsSourceIsLeft() throws IOException {
        project.source("shop/Bank.java", BANK).source("shop/Mistake.java", MISTAKE);
        assertThat(project.compile().failedWith()).isEqualTo("""
                shop/Mistake.java:5: error: [H001] `await` in a method that is not `@Async`
                            return 1 + await(bank);
                                       ^
                  = note: only a woven method can suspend
                  = help: annotate the method with `@Async` and return `Coroutine<Integer>`
                1 error
                """);
        assertThat(project.tree())
                .containsOnlyKeys(
                        "shop/Bank.class", "shop/Bank$charge$Coroutine.class", "shop/Bank$pay$Coroutine.class");
    }

    @Test
    void aWarningIsPrintedAndTheClassIsWoven() throws IOException {
        project.source("Drop.java", """
                class Drop {
                    @Async Coroutine<Void> all(Coroutine<Void> one) {
                        all(one);
                        await(one);
                        return done();
                    }
                }
                """);
        assertThat(project.compile().succeededWith())
                .contains("Drop.java:3: warning: [H101]")
                .contains("        all(one);\n        ^\n");
        assertThat(project.tree()).containsKey("Drop$all$Coroutine.class");
        assertThat(project.compile("-Xplugin:heddle rules=H101:off").succeededWith())
                .isEmpty();
    }

    @Test
    void aWrongOptionIsAnErrorOfTheCompilation() throws IOException {
        project.source("shop/Bank.java", BANK);
        assertThat(project.compile("-Xplugin:heddle calls=direct").failedWith())
                .contains("error: heddle: `calls` is `direct`; it can be `linked` or `plain`");
        assertThat(project.tree()).isEmpty();
    }

    @Test
    void aCompilationWithoutMistakesPrintsNothingButThatNoProcessorClaimsAnnotations() throws IOException {
        project.source("shop/Bank.java", BANK);
        assertThat(project.compile("-Xlint:all,-processing", "-Werror").succeededWith())
                .isEmpty();
        assertThat(project.compile("-Xlint:all", "-proc:none", "-Werror").succeededWith())
                .isEmpty();
    }

    @Test
    void framesOfMethodsThatAreGoneAreDeletedWhenTheirClassIsCompiledAgain() throws IOException {
        project.source("shop/Bank.java", BANK);
        project.compile().succeededWith();
        project.source("shop/Bank.java", BANK.replace("pay(", "settle("));
        project.compile().succeededWith();
        assertThat(project.tree())
                .containsOnlyKeys(
                        "shop/Bank.class", "shop/Bank$charge$Coroutine.class", "shop/Bank$settle$Coroutine.class");
        project.source("shop/Bank.java", "package shop; class Bank {}");
        project.compile("-proc:none").succeededWith();
        assertThat(project.tree()).containsOnlyKeys("shop/Bank.class");
    }

    @Test
    void aClassSeesThoseOfAnEarlierCompilationInTheSameFolder() throws IOException {
        project.source("shop/Bank.java", BANK);
        project.compile().succeededWith();
        Files.delete(project.sources.resolve("shop/Bank.java"));
        project.source("shop/Buyer.java", """
                package shop;
                class Buyer {
                    @Async Coroutine<Integer> buy(Bank bank) {
                        return done(await(bank.pay(1)) + 1);
                    }
                }
                """);
        project.compile("-cp", project.classPath() + java.io.File.pathSeparator + project.classes)
                .succeededWith();
        byte[] later = project.tree().get("shop/Buyer.class");
        project.source("shop/Bank.java", BANK);
        project.compile().succeededWith();
        assertThat(project.tree().get("shop/Buyer.class")).isEqualTo(later);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xdiags:compact", "-proc:none"})
    void withoutAFolderForClassesTheyAreWovenBesideTheirSources(String option) throws IOException {
        project.source("shop/Bank.java", BANK);
        project.run(List.of(option, "-processorpath", Project.plugin(), "-cp", project.classPath()))
                .succeededWith();
        assertThat(Project.tree(project.sources))
                .containsOnlyKeys(
                        "shop/Bank.java",
                        "shop/Bank.class",
                        "shop/Bank$charge$Coroutine.class",
                        "shop/Bank$pay$Coroutine.class");
    }
}
