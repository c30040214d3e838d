package dev.heddle.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.migrate.Migration.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** What migration makes of one file. */
record Attempted(String before, Migration migration) {
    private static final Path FILE = Path.of("shop", "Store.java");

    private static final String HEAD = """
            package shop;

            import java.util.List;
            import java.util.concurrent.CompletableFuture;
            import java.util.concurrent.CompletionStage;

            class Store {
            """;

    private static final String HELPERS = """

                CompletableFuture<String> name(int id) {
                    return null;
                }

                CompletableFuture<Integer> price(String name) {
                    return null;
                }

                void log(Object line) {}
            }
            """;

    /** A file of its own. */
    static Attempted file(String text) {
        return file(text, List.of());
    }

    /** The same beside other sources. */
    static Attempted file(String text, List<SourceFile> others) {
        try {
            List<SourceFile> read = new ArrayList<>(Libraries.ALL);
            read.addAll(others);
            SourceTree sources =
                    new SourceTree(List.of(new SourceFile(FILE, text)), read, List.of(), List.of("--release", "17"));
            return new Attempted(text, Migration.of(sources, EnumSet.allOf(Style.class)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Members of a class that has {@code name(int)}, {@code price(String)} and {@code log(Object)}. */
    static Attempted members(String text) {
        return file(HEAD + text.indent(4) + HELPERS);
    }

    /** The whole new text; the old one if nothing changes. */
    String text() {
        return migration.changes().isEmpty()
                ? before
                : migration.changes().get(0).after();
    }

    /** That the members become these, and that nothing was refused. */
    void become(String members) {
        String text = text();
        int start = text.indexOf("class Store {\n") + "class Store {\n".length();
        int end = text.indexOf(HELPERS) < 0 ? text.length() : text.indexOf(HELPERS);
        assertThat(migration.remarks()).noneMatch(remark -> remark.severity() == Remark.Severity.REFUSED);
        assertThat(text.substring(start, end)).isEqualTo(members.indent(4));
    }

    /** That nothing changes, and what is said first. */
    void isRefused(String message) {
        assertThat(migration.changes()).isEmpty();
        assertThat(migration.remarks()).as("remarks").isNotEmpty();
        assertThat(migration.remarks().get(0).message()).isEqualTo(message);
        assertThat(migration.remarks().get(0).severity()).isEqualTo(Remark.Severity.REFUSED);
    }

    /** What is said of one method that stays as it is. */
    void isRefusedFor(String method, String message) {
        assertThat(migration.remarks())
                .filteredOn(remark -> remark.subject().startsWith("Store." + method + "("))
                .extracting(Remark::message)
                .containsExactly(message);
    }

    /** That nothing changes, without a word. */
    void isLeftAlone() {
        assertThat(migration.changes()).isEmpty();
        assertThat(migration.remarks()).isEmpty();
    }
}
